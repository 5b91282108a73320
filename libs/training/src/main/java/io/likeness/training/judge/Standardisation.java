package io.likeness.training.judge;

/**
 * What brings each feature to mean 0 and variance 1: {@code (x - mean) * scale}.
 *
 * @param mean of each feature
 * @param scale one over its standard deviation
 */
@SuppressWarnings("ArrayRecordComponent") // Written into a file and never compared.
record Standardisation(float[] mean, float[] scale) {

    /** @param leastDeviation taken where a feature's standard deviation is less */
    static Standardisation of(double[][] features, double leastDeviation) {
        int width = features[0].length;
        float[] mean = new float[width];
        float[] scale = new float[width];
        for (int d = 0; d < width; d++) {
            double sum = 0;
            double squares = 0;
            for (double[] face : features) {
                sum += face[d];
                squares += face[d] * face[d];
            }
            double average = sum / features.length;
            double variance = Math.max(0, squares / features.length - average * average);
            mean[d] = (float) average;
            scale[d] = (float) (1 / Math.max(leastDeviation, Math.sqrt(variance)));
        }
        return new Standardisation(mean, scale);
    }
}
