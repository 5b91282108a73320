package io.likeness.training.loss;

import io.likeness.contracts.training.LossWeights;
import java.util.Arrays;

/** The configured loss of reconstructions {@code float[N, C, S, S]} in [0, 1]. Reuses its memory; for one thread. */
public final class ImageLoss {
    /** Sums that do not wait for one another. */
    private static final int LANES = 8;

    private final LossWeights weights;
    private final int planes;
    private final int planeLength;
    private final boolean similarityPossible;
    private final StructuralSimilarity similarity;

    /**
     * A loss over images of one shape.
     *
     * @param channels C
     * @param side S, at least 11 where the similarity has a weight
     */
    public ImageLoss(LossWeights weights, int channels, int side) {
        this.weights = weights;
        this.planes = channels;
        this.planeLength = side * side;
        this.similarityPossible = side >= LossWeights.SSIM_WINDOW;
        this.similarity = new StructuralSimilarity(Math.max(side, LossWeights.SSIM_WINDOW));
    }

    /**
     * The terms that have a weight, and the squared error in any case.
     *
     * @param gradient overwritten with the gradient of the weighted loss by the reconstruction
     */
    public LossTerms gradient(float[] reconstruction, float[] target, int count, float[] gradient) {
        int length = count * planes * planeLength;
        float squared = (float) (2 * weights.mse() / length);
        for (int i = 0; i < length; i++) {
            gradient[i] = squared * (reconstruction[i] - target[i]);
        }
        double l1 = Double.NaN;
        if (weights.l1() > 0) {
            float absolute = (float) (weights.l1() / length);
            for (int i = 0; i < length; i++) {
                gradient[i] += absolute * Math.signum(reconstruction[i] - target[i]);
            }
            l1 = absolute(reconstruction, target, length);
        }
        double ssim = Double.NaN;
        if (weights.ssim() > 0) {
            float factor = (float) (-weights.ssim() / (count * planes));
            ssim = 0;
            for (int offset = 0; offset < length; offset += planeLength) {
                ssim += similarity.addGradient(reconstruction, target, offset, factor, gradient);
            }
            ssim /= count * planes;
        }
        return new LossTerms(squared(reconstruction, target, length), l1, ssim);
    }

    /** Every term; the similarity is NaN for images smaller than its window. */
    public LossTerms measure(float[] reconstruction, float[] target, int count) {
        int length = count * planes * planeLength;
        double ssim = Double.NaN;
        if (similarityPossible) {
            ssim = 0;
            for (int offset = 0; offset < length; offset += planeLength) {
                ssim += similarity.mean(reconstruction, target, offset);
            }
            ssim /= count * planes;
        }
        return new LossTerms(squared(reconstruction, target, length), absolute(reconstruction, target, length), ssim);
    }

    private static double squared(float[] reconstruction, float[] target, int length) {
        double[] lanes = new double[LANES];
        int whole = length - length % LANES;
        for (int i = 0; i < whole; i += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                double difference = reconstruction[i + lane] - target[i + lane];
                lanes[lane] += difference * difference;
            }
        }
        for (int i = whole; i < length; i++) {
            double difference = reconstruction[i] - target[i];
            lanes[0] += difference * difference;
        }
        return Arrays.stream(lanes).sum() / length;
    }

    private static double absolute(float[] reconstruction, float[] target, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += Math.abs(reconstruction[i] - target[i]);
        }
        return sum / length;
    }
}
