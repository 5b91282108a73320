package io.likeness.training.density;

import io.likeness.contracts.model.LatentDensity.Component;

/** One weighted component while it is fitted. For one thread, because of its scratch memory. */
final class Gaussian {
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private final double weight;
    private final double[] mean;
    private final double[] cholesky;
    private final double logNorm;
    private final double[] solved;

    /** @param covariance lower triangle by rows */
    Gaussian(double weight, double[] mean, double[] covariance) {
        this.weight = weight;
        this.mean = mean;
        this.cholesky = Cholesky.factor(covariance, mean.length);
        this.solved = new double[mean.length];
        double logDeterminant = 0;
        for (int r = 0; r < mean.length; r++) {
            logDeterminant += 2 * Math.log(cholesky[Cholesky.index(r, r)]);
        }
        this.logNorm = Math.log(weight) - 0.5 * (mean.length * LOG_TWO_PI + logDeterminant);
    }

    /** log(w N(x; m, L L^T)) of the point that starts at {@code offset}: |y|^2 with L y = x - m is the Mahalanobis distance. */
    double logWeightedDensity(float[] points, int offset) {
        double squares = 0;
        int next = 0;
        for (int r = 0; r < mean.length; r++) {
            double sum = points[offset + r] - mean[r];
            for (int c = 0; c < r; c++) {
                sum -= cholesky[next++] * solved[c];
            }
            double value = sum / cholesky[next++];
            solved[r] = value;
            squares += value * value;
        }
        return logNorm - 0.5 * squares;
    }

    Component component(double totalWeight) {
        return new Component(weight / totalWeight, mean, cholesky);
    }

    double weight() {
        return weight;
    }

    double[] mean() {
        return mean;
    }
}
