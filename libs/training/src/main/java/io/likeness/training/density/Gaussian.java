package io.likeness.training.density;

import io.likeness.latents.Cholesky;
import io.likeness.latents.LatentDensity.Component;
import java.util.Arrays;

/** One weighted component while it is fitted. Immutable, safe for threads. */
final class Gaussian {
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private final double weight;
    private final double[] mean;
    private final double[] cholesky;
    private final double logNorm;

    /** @param covariance lower triangle by rows */
    Gaussian(double weight, double[] mean, double[] covariance) {
        this.weight = weight;
        this.mean = mean;
        this.cholesky = Cholesky.factor(covariance, mean.length);
        double logDeterminant = 0;
        for (int r = 0; r < mean.length; r++) {
            logDeterminant += 2 * Math.log(cholesky[Cholesky.index(r, r)]);
        }
        this.logNorm = Math.log(weight) - 0.5 * (mean.length * LOG_TWO_PI + logDeterminant);
    }

    /**
     * log(w N(x; m, L L^T)) of every point of a block: |y|^2 with L y = x - m is the Mahalanobis distance. Row by row over all points at once,
     * so that the innermost loop has no sum to wait for and becomes vector instructions.
     *
     * @param solved scratch, as long as the block
     * @param logs overwritten, a number a point
     */
    void logWeightedDensities(double[] block, int width, double[] solved, double[] logs) {
        Arrays.fill(logs, 0);
        for (int r = 0; r < mean.length; r++) {
            int row = r * width;
            double centre = mean[r];
            for (int b = 0; b < width; b++) {
                solved[row + b] = block[row + b] - centre;
            }
            int start = Cholesky.index(r, 0);
            int c = 0;
            for (; c + 3 < r; c += 4) {
                subtractFour(solved, row, c * width, width, start + c);
            }
            for (; c < r; c++) {
                double factor = cholesky[start + c];
                int column = c * width;
                for (int b = 0; b < width; b++) {
                    solved[row + b] -= factor * solved[column + b];
                }
            }
            double inverse = 1 / cholesky[start + r];
            for (int b = 0; b < width; b++) {
                double value = solved[row + b] * inverse;
                solved[row + b] = value;
                logs[b] += value * value;
            }
        }
        for (int b = 0; b < width; b++) {
            logs[b] = logNorm - 0.5 * logs[b];
        }
    }

    private void subtractFour(double[] solved, int row, int column, int width, int at) {
        double first = cholesky[at];
        double second = cholesky[at + 1];
        double third = cholesky[at + 2];
        double fourth = cholesky[at + 3];
        int next = column + width;
        int afterNext = next + width;
        int last = afterNext + width;
        for (int b = 0; b < width; b++) {
            solved[row + b] -= first * solved[column + b]
                    + second * solved[next + b]
                    + third * solved[afterNext + b]
                    + fourth * solved[last + b];
        }
    }

    Component component(double totalWeight) {
        return new Component(weight / totalWeight, mean, cholesky);
    }

    double weight() {
        return weight;
    }
}
