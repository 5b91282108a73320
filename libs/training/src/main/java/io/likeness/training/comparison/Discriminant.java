package io.likeness.training.comparison;

import java.util.List;
import java.util.Optional;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * The direction that tells two sets of points apart best (Fisher, "The Use of Multiple Measurements in Taxonomic Problems", Annals of Eugenics 7, 1936): {@code w =
 * (S + r I)^-1 (m_1 - m_0)} with S the covariance within the sets,
 * so that what varies within them weighs little. r is a tenth of the mean variance: with few points S alone is ill-conditioned. Immutable.
 */
final class Discriminant {
    private static final double RIDGE = 0.1;
    /** Standard deviations of T^2 under chance, the root of 2 D, above its mean D. */
    private static final double BEYOND_CHANCE = 4;

    private final RealVector weights;

    /** So long that it is 1 from mean to mean. */
    private Discriminant(RealVector weights) {
        this.weights = weights;
    }

    /**
     * Empty where the sets cannot be told apart beyond chance: by Hotelling's {@code T^2}, of which chance makes about D with a variance of 2 D.
     *
     * @param from points of D numbers, two or more
     * @param to the same
     */
    static Optional<Discriminant> between(List<double[]> from, List<double[]> to) {
        RealVector first = mean(from);
        RealVector second = mean(to);
        RealVector difference = second.subtract(first);
        int dimension = difference.getDimension();
        double[][] scatter = new double[dimension][dimension];
        add(scatter, from, first);
        add(scatter, to, second);
        RealMatrix within =
                new Array2DRowRealMatrix(scatter, false).scalarMultiply(1.0 / (from.size() + to.size() - 2));
        double variance = within.getTrace() / dimension;
        if (!(variance > 0)) {
            return Optional.empty();
        }
        for (int i = 0; i < dimension; i++) {
            within.addToEntry(i, i, RIDGE * variance);
        }
        RealVector weights = new CholeskyDecomposition(within).getSolver().solve(difference);
        double apart = weights.dotProduct(difference);
        double chance = 1.0 / from.size() + 1.0 / to.size();
        return apart > chance * (dimension + BEYOND_CHANCE * Math.sqrt(2.0 * dimension))
                ? Optional.of(new Discriminant(weights.mapDivide(apart)))
                : Optional.empty();
    }

    /** How far it is along the direction, 1 as from the mean of the one set to that of the other. */
    double along(double[] from, double[] to) {
        return weights.dotProduct(new ArrayRealVector(to, false).subtract(new ArrayRealVector(from, false)));
    }

    private static RealVector mean(List<double[]> points) {
        RealVector sum = new ArrayRealVector(points.getFirst().length);
        for (double[] point : points) {
            sum = sum.add(new ArrayRealVector(point, false));
        }
        return sum.mapDivide(points.size());
    }

    private static void add(double[][] scatter, List<double[]> points, RealVector mean) {
        for (double[] point : points) {
            double[] apart = new ArrayRealVector(point, false).subtract(mean).toArray();
            for (int row = 0; row < apart.length; row++) {
                for (int column = 0; column < apart.length; column++) {
                    scatter[row][column] += apart[row] * apart[column];
                }
            }
        }
    }
}
