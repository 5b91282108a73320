package io.likeness.training.direction;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/** Centred columns of a row-major table, each divided by its scale. Immutable, safe for threads. */
@SuppressWarnings("ArrayRecordComponent") // Read by index in the innermost loops.
record Columns(float[] values, int count, int width, double[] means, double[] deviations) {

    static Columns centred(float[] values, int count, int width) {
        double[] ones = new double[width];
        Arrays.fill(ones, 1);
        return new Columns(values, count, width, means(values, count, width), ones);
    }

    static Columns standardised(float[] values, int count, int width) {
        Columns centred = centred(values, count, width);
        RealMatrix squares = centred.products(centred);
        double[] deviations = new double[width];
        for (int i = 0; i < width; i++) {
            double variance = squares.getEntry(i, i);
            deviations[i] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        return new Columns(values, count, width, centred.means, deviations);
    }

    double deviation(int column) {
        return deviations[column];
    }

    /** Mean products of each column here with each there. */
    RealMatrix products(Columns other) {
        double[][] sums = new double[width][other.width];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < width; i++) {
                double here = value(row, i) / count;
                for (int j = 0; j < other.width; j++) {
                    sums[i][j] += here * other.value(row, j);
                }
            }
        }
        return new Array2DRowRealMatrix(sums, false);
    }

    private double value(int row, int column) {
        return (values[row * width + column] - means[column]) / deviations[column];
    }

    private static double[] means(float[] values, int count, int width) {
        double[] means = new double[width];
        for (int i = 0; i < count * width; i++) {
            means[i % width] += (double) values[i] / count;
        }
        return means;
    }
}
