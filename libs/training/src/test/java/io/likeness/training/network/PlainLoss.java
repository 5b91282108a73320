package io.likeness.training.network;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.loss.LossTerms;

/** The terms as their definitions say, window by window, in double precision and with nothing shared between windows. */
final class PlainLoss {
    private static final int WINDOW = 11;

    private PlainLoss() {}

    static LossTerms between(float[] expected, float[] found, TrainingConfiguration configuration) {
        double squares = 0;
        double absolutes = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = (double) found[i] - expected[i];
            squares += difference * difference;
            absolutes += Math.abs(difference);
        }
        double similarity = similarity(expected, found, configuration.side());
        return new LossTerms(squares / expected.length, absolutes / expected.length, similarity);
    }

    /** Wang et al. 2004, equation 13, at every place where the window fits. */
    private static double similarity(float[] expected, float[] found, int side) {
        double sum = 0;
        int windows = 0;
        for (int plane = 0; plane < expected.length; plane += side * side) {
            for (int y = 0; y + WINDOW <= side; y++) {
                for (int x = 0; x + WINDOW <= side; x++) {
                    sum += window(expected, found, plane + y * side + x, side);
                    windows++;
                }
            }
        }
        return sum / windows;
    }

    private static double window(float[] a, float[] b, int corner, int side) {
        double weights = 0;
        double sumA = 0;
        double sumB = 0;
        double sumAa = 0;
        double sumBb = 0;
        double sumAb = 0;
        for (int i = 0; i < WINDOW * WINDOW; i++) {
            int dy = i / WINDOW - 5;
            int dx = i % WINDOW - 5;
            double weight = Math.exp(-(dx * dx + dy * dy) / (2 * 1.5 * 1.5));
            int at = corner + i / WINDOW * side + i % WINDOW;
            weights += weight;
            sumA += weight * a[at];
            sumB += weight * b[at];
            sumAa += weight * a[at] * a[at];
            sumBb += weight * b[at] * b[at];
            sumAb += weight * a[at] * b[at];
        }
        double meanA = sumA / weights;
        double meanB = sumB / weights;
        double varianceA = sumAa / weights - meanA * meanA;
        double varianceB = sumBb / weights - meanB * meanB;
        double covariance = sumAb / weights - meanA * meanB;
        return (2 * meanA * meanB + 1e-4)
                * (2 * covariance + 9e-4)
                / ((meanA * meanA + meanB * meanB + 1e-4) * (varianceA + varianceB + 9e-4));
    }
}
