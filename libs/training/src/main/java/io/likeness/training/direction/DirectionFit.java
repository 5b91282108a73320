package io.likeness.training.direction;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.LatentDirections.Direction;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Finds the direction of each label. The difference of the mean latents with and without a label also holds what usually comes along: where
 * those who wear glasses smile less, it drags the smile. So a direction is a label's row of B in the least-squares model {@code z = m + B^T y
 * + e} of latents by all labels at once (multiple regression; Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", section
 * 3.2.3, where it is Gram and Schmidt's method on the labels): the difference that this label makes while all others stay. Moving along it
 * changes the labels that fit a latent best, {@code argmin_y |z - m - B^T y|}, in this one label alone.
 *
 * <p>Orthogonal directions were rejected: what two labels truly share in a face, such as the wide mouth of a smile and an open one, would be
 * taken from one of them, and there may be more labels than latents.
 *
 * <p>Strength 1 reaches the point of the direction nearest to the difference of means, but never less than the label's own effect: from {@code
 * least} to {@code most} for a binary label; for a ranged one half its range, as far as the means of its halves lie apart where values are
 * spread evenly.
 */
public final class DirectionFit {
    /** On the labels' correlations: labels that nearly say the same share their effect instead of cancelling each other. */
    private static final double LEAST_RIDGE = 1e-3;

    private static final double BINARY_REACH = 2;
    private static final double RANGED_REACH = 1;

    private DirectionFit() {}

    /**
     * A direction for each label.
     *
     * @param latents {@code float[N * D]}, row-major, N at least 1
     * @param labels L of them, at least one
     * @param scaledLabels {@code float[N * L]}, row-major, each as {@link Label#scaled} gives it
     */
    public static LatentDirections fit(float[] latents, int dimension, List<Label> labels, float[] scaledLabels) {
        Require.between("latents", latents.length, dimension, Integer.MAX_VALUE);
        int count = latents.length / dimension;
        Require.between("scaledLabels", scaledLabels.length, (long) count * labels.size(), Integer.MAX_VALUE);
        Columns y = Columns.standardised(scaledLabels, count, labels.size());
        Columns z = Columns.centred(latents, count, dimension);
        RealMatrix marginal = y.products(z);
        RealMatrix correlations = y.products(y);
        double ridge = Math.max(LEAST_RIDGE, (double) labels.size() / count);
        for (int i = 0; i < labels.size(); i++) {
            correlations.addToEntry(i, i, ridge);
        }
        RealMatrix effects =
                new CholeskyDecomposition(symmetric(correlations)).getSolver().solve(marginal);
        List<Direction> directions = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            double reach = (labels.get(i).binary() ? BINARY_REACH : RANGED_REACH) / y.deviation(i);
            RealVector own = effects.getRowVector(i).mapMultiply(reach);
            RealVector means = marginal.getRowVector(i).mapMultiply(reach);
            directions.add(
                    new Direction(labels.get(i).name(), scaled(own, means).toArray()));
        }
        return new LatentDirections(dimension, directions);
    }

    /** Sums in another order leave the two halves apart by a last bit, which the decomposition refuses. */
    private static RealMatrix symmetric(RealMatrix nearly) {
        return nearly.add(nearly.transpose()).scalarMultiply(0.5);
    }

    private static RealVector scaled(RealVector own, RealVector means) {
        double square = own.dotProduct(own);
        return square == 0 ? own : own.mapMultiply(Math.max(1, own.dotProduct(means) / square));
    }
}
