package io.likeness.training.density;

/**
 * Vectors that a density is fitted to. Immutable, safe for threads.
 *
 * @param values {@code float[N * D]}, row-major
 * @param dimension D
 */
@SuppressWarnings("ArrayRecordComponent") // Read by index in the innermost loops.
record Points(float[] values, int dimension) {
    int count() {
        return values.length / dimension;
    }

    double[] mean() {
        double[] mean = new double[dimension];
        for (int i = 0; i < values.length; i++) {
            mean[i % dimension] += (double) values[i] / count();
        }
        return mean;
    }

    /** Of all dimensions. */
    double meanVariance() {
        double[] mean = mean();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double difference = values[i] - mean[i % dimension];
            sum += difference * difference;
        }
        return sum / values.length;
    }
}
