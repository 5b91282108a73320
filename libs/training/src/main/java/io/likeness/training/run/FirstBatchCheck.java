package io.likeness.training.run;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.training.data.Batch;
import io.likeness.training.network.Network;

/**
 * Compares the gradients of a run's first images with those of the reference network, before anything is spent on a network that learns
 * something else.
 */
final class FirstBatchCheck {
    /** Two implementations in FLOAT add the same products in other orders: 1e-6 is usual, a wrong formula gives 1e-1 and more. */
    static final double TOLERANCE = 1e-3;

    private static final int MOST_IMAGES = 4;

    private FirstBatchCheck() {}

    /** @throws LikenessException {@code PARITY_FAILED} with the measured difference */
    static double require(Replicas replicas, Networks networks, float[] weights, Batch batch) {
        int count = Math.min(MOST_IMAGES, batch.count());
        float[] found = replicas.map(1, (network, i) -> gradients(network, weights, batch, count))
                .getFirst();
        try (Network reference = networks.reference()) {
            float[] expected = gradients(reference, weights, batch, count);
            double difference = relativeDifference(expected, found);
            if (!(difference <= TOLERANCE)) {
                throw new LikenessException(
                        ErrorCode.PARITY_FAILED,
                        "gradients of the first batch: expected a relative difference of %.0e or less from SameDiff's, found %.3e"
                                .formatted(TOLERANCE, difference));
            }
            return difference;
        }
    }

    private static float[] gradients(Network network, float[] weights, Batch batch, int count) {
        float[] gradients = new float[weights.length];
        network.load(weights);
        network.lossAndGradients(batch.images(), batch.labels(), count, gradients);
        return gradients;
    }

    /** Euclidean length of the difference over that of the expected. */
    private static double relativeDifference(float[] expected, float[] found) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < expected.length; i++) {
            double apart = (double) expected[i] - found[i];
            difference += apart * apart;
            size += (double) expected[i] * expected[i];
        }
        return Math.sqrt(difference / Math.max(size, Double.MIN_NORMAL));
    }
}
