package io.likeness.training.network;

/**
 * Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1) in PyTorch's form: {@code w -= lr m' /
 * (sqrt(v') + e)} with {@code m' = m / (1 - b1^t)}, {@code v' = v / (1 - b2^t)}. ND4J's own updater adds the epsilon to the
 * uncorrected root, which is another step while t is small. A parameter whose gradients are all 0 does not move. Threads may update
 * disjoint slices between two calls of {@link #begin}.
 */
public final class Adam {
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final float EPSILON = 1e-8f;

    private final double firstDecay;
    private final float[] first;
    private final float[] second;
    private int steps;
    private float stepSize;
    private float correction;

    public Adam(int parameters) {
        this(FIRST_DECAY, new float[parameters], new float[parameters], 0);
    }

    /**
     * One that goes on where another stopped; the arrays are owned by this object from here on.
     *
     * @param first moment estimate m, one number a parameter
     * @param second moment estimate v
     * @param steps that were made
     */
    public Adam(float[] first, float[] second, int steps) {
        this(FIRST_DECAY, first, second, steps);
    }

    /** One with another decay b1 of the first moment estimate. */
    public Adam(double firstDecay, float[] first, float[] second, int steps) {
        this.firstDecay = firstDecay;
        this.first = first;
        this.second = second;
        this.steps = steps;
    }

    /** Begins the next step. */
    public void begin(double learningRate) {
        steps++;
        stepSize = (float) (learningRate / (1 - Math.pow(firstDecay, steps)));
        correction = (float) Math.sqrt(1 - Math.pow(SECOND_DECAY, steps));
    }

    /** Moves the weights {@code from} to {@code to} against their gradients, both {@code float[parameters]}. */
    public void update(float[] weights, float[] gradients, int from, int to) {
        float keptFirst = (float) firstDecay;
        float newFirst = (float) (1 - firstDecay);
        float keptSecond = (float) SECOND_DECAY;
        float newSecond = (float) (1 - SECOND_DECAY);
        float size = stepSize;
        float root = correction;
        for (int i = from; i < to; i++) {
            float gradient = gradients[i];
            first[i] = keptFirst * first[i] + newFirst * gradient;
            second[i] = keptSecond * second[i] + newSecond * gradient * gradient;
            weights[i] -= size * first[i] / ((float) Math.sqrt(second[i]) / root + EPSILON);
        }
    }

    /** The array that is in use. */
    public float[] first() {
        return first;
    }

    /** The array that is in use. */
    public float[] second() {
        return second;
    }

    public int steps() {
        return steps;
    }
}
