package io.likeness.latents;

import io.likeness.contracts.Require;

/**
 * The factor L of a symmetric positive matrix {@code A = L L^T}, both as lower triangles by rows: entry (r, c), c at most r, is at {@code r
 * (r + 1) / 2 + c}. The same bits on every machine.
 */
public final class Cholesky {
    private static final double FIRST_RIDGE = 1e-10;
    private static final double RIDGE_GROWTH = 10;

    private Cholesky() {}

    /** The factor of {@code matrix}, whose diagonal is raised as far as it takes to make it positive. */
    public static double[] factor(double[] matrix, int dimension) {
        double scale = 0;
        for (double value : matrix) {
            Require.finite("matrix", value);
        }
        for (int r = 0; r < dimension; r++) {
            scale = Math.max(scale, matrix[index(r, r)]);
        }
        double[] factor = new double[matrix.length];
        double ridge = 0;
        while (!tryFactor(matrix, ridge, dimension, factor)) {
            ridge = ridge == 0 ? Math.max(scale, Double.MIN_NORMAL) * FIRST_RIDGE : ridge * RIDGE_GROWTH;
        }
        return factor;
    }

    public static int index(int row, int column) {
        return row * (row + 1) / 2 + column;
    }

    /** Entry (r, c) of {@code L L^T}, c at most r. */
    static double product(double[] factor, int r, int c) {
        double sum = 0;
        for (int k = 0; k <= c; k++) {
            sum += factor[index(r, k)] * factor[index(c, k)];
        }
        return sum;
    }

    private static boolean tryFactor(double[] matrix, double ridge, int dimension, double[] factor) {
        for (int r = 0; r < dimension; r++) {
            int rowStart = index(r, 0);
            for (int c = 0; c <= r; c++) {
                int columnStart = index(c, 0);
                double sum = matrix[rowStart + c] + (r == c ? ridge : 0);
                for (int k = 0; k < c; k++) {
                    sum -= factor[rowStart + k] * factor[columnStart + k];
                }
                if (r > c) {
                    factor[rowStart + c] = sum / factor[columnStart + c];
                } else if (sum > 0) {
                    factor[rowStart + c] = Math.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        return true;
    }
}
