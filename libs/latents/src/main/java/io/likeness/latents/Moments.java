package io.likeness.latents;

import io.likeness.latents.LatentDensity.Component;
import java.util.Arrays;

/**
 * Mean and covariance of a mixture as a whole: {@code m = sum_k w_k m_k} and {@code S = sum_k w_k (S_k + (m_k - m)(m_k - m)^T)}.
 *
 * @param labelMean {@code double[L]}, scaled
 * @param latentMean {@code double[D]}
 * @param latentCovariance lower triangle by rows, {@code double[D (D + 1) / 2]}
 */
@SuppressWarnings("ArrayRecordComponent") // On its way to a factorisation, never compared.
record Moments(double[] labelMean, double[] latentMean, double[] latentCovariance) {

    static Moments of(LatentDensity density) {
        int labels = density.labels().size();
        double[] mean = new double[labels + density.latents()];
        for (Component component : density.components()) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += component.weight() * component.mean()[i];
            }
        }
        double[] covariance = new double[Cholesky.index(density.latents(), 0)];
        double sharedWeight = 0;
        for (Component component : density.components()) {
            addSpread(covariance, component, mean, labels);
            double[] own = component.cholesky();
            if (own == null) {
                sharedWeight += component.weight();
            } else {
                addProduct(covariance, component.weight(), own, labels);
            }
        }
        double[] shared = density.sharedCholesky();
        if (shared != null) {
            addProduct(covariance, sharedWeight, shared, labels);
        }
        return new Moments(Arrays.copyOf(mean, labels), Arrays.copyOfRange(mean, labels, mean.length), covariance);
    }

    /** Adds {@code w (m_k - m)(m_k - m)^T} of the latents. */
    private static void addSpread(double[] covariance, Component component, double[] mean, int labels) {
        int next = 0;
        for (int row = labels; row < mean.length; row++) {
            double weighted = component.weight() * (component.mean()[row] - mean[row]);
            for (int column = labels; column <= row; column++) {
                covariance[next++] += weighted * (component.mean()[column] - mean[column]);
            }
        }
    }

    /** Adds {@code w L L^T} of the latents. */
    private static void addProduct(double[] covariance, double weight, double[] factor, int labels) {
        int next = 0;
        for (int row = labels; Cholesky.index(row, 0) < factor.length; row++) {
            int rowStart = Cholesky.index(row, 0);
            for (int column = labels; column <= row; column++) {
                int columnStart = Cholesky.index(column, 0);
                double product = 0;
                for (int k = 0; k <= column; k++) {
                    product += factor[rowStart + k] * factor[columnStart + k];
                }
                covariance[next++] += weight * product;
            }
        }
    }
}
