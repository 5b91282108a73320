package io.likeness.training.evaluation;

import io.likeness.latents.Cholesky;
import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * The Frechet distance of two point clouds, each taken as a Gaussian: {@code |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2))} (Dowson and Landau,
 * "The Frechet distance between multivariate normal distributions", 1982, equation 4).
 */
public final class FrechetDistance {
    private FrechetDistance() {}

    /** Squared distance between {@code double[N][D]} and {@code double[M][D]}, N and M at least 2; 0 for equal clouds. */
    public static double between(double[][] first, double[][] second) {
        double[] firstMean = mean(first);
        double[] secondMean = mean(second);
        double[] firstCovariance = covariance(first, firstMean);
        double[] secondCovariance = covariance(second, secondMean);
        int dimension = firstMean.length;
        double distance = 0;
        for (int d = 0; d < dimension; d++) {
            double difference = firstMean[d] - secondMean[d];
            int diagonal = Cholesky.index(d, d);
            distance += difference * difference + firstCovariance[diagonal] + secondCovariance[diagonal];
        }
        return Math.max(0, distance - 2 * traceOfRoot(firstCovariance, secondCovariance, dimension));
    }

    /**
     * With S1 = L L^T and S2 = M M^T, the roots of the eigenvalues of S1 S2 are the singular values of L^T M. These are found for clouds of fewer
     * points than dimensions too, where the search for eigenvalues does not converge.
     */
    private static double traceOfRoot(double[] first, double[] second, int dimension) {
        RealMatrix product = factor(first, dimension).transposeMultiply(factor(second, dimension));
        return Arrays.stream(new SingularValueDecomposition(product).getSingularValues())
                .sum();
    }

    private static RealMatrix factor(double[] covariance, int dimension) {
        RealMatrix factor = new Array2DRowRealMatrix(dimension, dimension);
        double[] cholesky = Cholesky.factor(covariance, dimension);
        for (int r = 0; r < dimension; r++) {
            for (int c = 0; c <= r; c++) {
                factor.setEntry(r, c, cholesky[Cholesky.index(r, c)]);
            }
        }
        return factor;
    }

    private static double[] mean(double[][] points) {
        double[] mean = new double[points[0].length];
        for (double[] point : points) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += point[d] / points.length;
            }
        }
        return mean;
    }

    private static double[] covariance(double[][] points, double[] mean) {
        double[] sums = new double[Cholesky.index(mean.length, 0)];
        for (double[] point : points) {
            int next = 0;
            for (int r = 0; r < mean.length; r++) {
                double centred = point[r] - mean[r];
                for (int c = 0; c <= r; c++) {
                    sums[next++] += centred * (point[c] - mean[c]) / (points.length - 1);
                }
            }
        }
        return sums;
    }
}
