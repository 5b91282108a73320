package io.likeness.ingest.doctor;

import io.likeness.latents.Cholesky;
import io.likeness.latents.Whitening;

/**
 * Where the sketches of some faces lie and how they are spread: seen from there, faces that have nothing to do with each other look in all directions. Not
 * safe for threads.
 */
final class SketchFrame {
    /** So much of its own spread is added to a number's: directions in which no two faces differ would be noise else. */
    private static final double RIDGE = 0.1;

    private static final int SIZE = Sketch.SIZE;

    private final double[] sums = new double[SIZE];
    private final double[] products = new double[Cholesky.index(SIZE, 0)];
    private long count;

    /** Takes a sketch into account. */
    void add(short[] sketch) {
        count++;
        int next = 0;
        for (int row = 0; row < SIZE; row++) {
            sums[row] += sketch[row];
            for (int column = 0; column <= row; column++) {
                products[next++] += (double) sketch[row] * sketch[column];
            }
        }
    }

    /** What was added, as coordinates; needs at least one sketch. */
    Whitening whitening() {
        double[] mean = new double[SIZE];
        double[] covariance = new double[products.length];
        for (int row = 0; row < SIZE; row++) {
            mean[row] = sums[row] / count;
        }
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column <= row; column++) {
                int at = Cholesky.index(row, column);
                covariance[at] = products[at] / count - mean[row] * mean[column];
            }
            // Of pictures that are all alike nothing is spread.
            int own = Cholesky.index(row, row);
            covariance[own] = Math.max(1, covariance[own] * (1 + RIDGE));
        }
        return new Whitening(mean, covariance);
    }
}
