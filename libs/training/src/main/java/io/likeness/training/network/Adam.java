package io.likeness.training.network;

/**
 * Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1) in PyTorch's form: {@code w -= lr m' /
 * (sqrt(v') + e)} with {@code m' = m / (1 - b1^t)}, {@code v' = v / (1 - b2^t)}. ND4J's own updater adds the epsilon to the
 * uncorrected root, which is another step while t is small. For one thread.
 */
public final class Adam {
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final float EPSILON = 1e-8f;

    private final double learningRate;
    private final float[] first;
    private final float[] second;
    private int steps;

    public Adam(double learningRate, int parameters) {
        this.learningRate = learningRate;
        this.first = new float[parameters];
        this.second = new float[parameters];
    }

    /** Moves {@code weights} by one step against {@code gradients}, both {@code float[parameters]}. */
    public void step(float[] weights, float[] gradients) {
        steps++;
        float stepSize = (float) (learningRate / (1 - Math.pow(FIRST_DECAY, steps)));
        float correction = (float) Math.sqrt(1 - Math.pow(SECOND_DECAY, steps));
        float keptFirst = (float) FIRST_DECAY;
        float newFirst = (float) (1 - FIRST_DECAY);
        float keptSecond = (float) SECOND_DECAY;
        float newSecond = (float) (1 - SECOND_DECAY);
        for (int i = 0; i < weights.length; i++) {
            float gradient = gradients[i];
            first[i] = keptFirst * first[i] + newFirst * gradient;
            second[i] = keptSecond * second[i] + newSecond * gradient * gradient;
            weights[i] -= stepSize * first[i] / ((float) Math.sqrt(second[i]) / correction + EPSILON);
        }
    }
}
