package io.likeness.training.evaluation;

/**
 * What is measured of each face of a set.
 *
 * @param features of the judge, {@code double[N][64]}
 * @param sharpness variance of the Laplacian over the inner pixels, values in [0, 1]
 * @param brightness mean of the pixels, in [0, 1]
 */
@SuppressWarnings("ArrayRecordComponent") // Large, and never compared.
public record Examined(double[][] features, double[] sharpness, double[] brightness) {
    public int count() {
        return features.length;
    }
}
