package io.likeness.latents;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.Label;
import io.likeness.latents.LatentDensity.Component;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A density given some of its labels, taken in label by label, which is the Schur complement without an inverse. For one thread.
 *
 * <p>A binary label is no Gaussian: its likelihood under a component is taken as {@code (1 + y m) / 2}, where m is the mean that the labels
 * before it leave. With the components' own frequencies as means, the mean given such a label is then exactly the mean of the faces that
 * have it.
 */
final class Conditioning {
    /**
     * A label of which the others leave less than this share of its variance is known from them: what it would still say is rounding, divided
     * by next to nothing.
     */
    static final double LEAST_SHARE = 1e-3;

    /** As if one face in a million had what no face of a component has: the other labels decide then. */
    private static final double LEAST_LIKELIHOOD = 1e-6;
    /** Of a label that is no binary one: a standard deviation of half a percent of its range. */
    private static final double LEAST_VARIANCE = 1e-4;

    private static final double LEAST_WEIGHT = 1e-9;

    private final LatentDensity density;
    private final int[] given;
    private final double[] values;
    private final int[] rest;
    private final List<Label> labels;

    Conditioning(LatentDensity density, Map<String, Double> scaledLabels) {
        this.density = density;
        List<String> names = density.labels().stream().map(Label::name).toList();
        scaledLabels.forEach((name, value) -> {
            Require.oneOf("labels", name, names);
            if (!(value >= -1 && value <= 1)) {
                throw Require.invalid("labels." + name, "-1 to 1", Double.toString(value));
            }
        });
        this.given = indices(names.size(), i -> scaledLabels.containsKey(names.get(i)));
        this.values = Arrays.stream(given)
                .mapToDouble(i -> scaledLabels.get(names.get(i)))
                .toArray();
        this.rest = indices(
                names.size() + density.latents(), i -> i >= names.size() || !scaledLabels.containsKey(names.get(i)));
        this.labels = Arrays.stream(rest)
                .filter(i -> i < names.size())
                .mapToObj(density.labels()::get)
                .toList();
    }

    LatentDensity apply() {
        @Nullable Reduction shared = density.sharedCholesky() == null ? null : new Reduction(density.sharedCholesky());
        List<Component> all = density.components();
        double[] logWeights = new double[all.size()];
        List<Component> moved = new ArrayList<>();
        for (int k = 0; k < logWeights.length; k++) {
            Component component = all.get(k);
            double[] mean = component.mean().clone();
            Reduction reduction = shared == null || component.cholesky() != null
                    ? new Reduction(density.cholesky(component))
                    : shared;
            logWeights[k] = StrictMath.log(component.weight()) + reduction.move(mean);
            moved.add(new Component(component.weight(), restOf(mean), reduction == shared ? null : reduction.cholesky));
        }
        return new LatentDensity(
                density.latents(), labels, weighted(moved, logWeights), shared == null ? null : shared.cholesky, null);
    }

    private static List<Component> weighted(List<Component> components, double[] logWeights) {
        double greatest = Arrays.stream(logWeights).max().orElseThrow();
        double sum = 0;
        for (int k = 0; k < logWeights.length; k++) {
            double weight = StrictMath.exp(logWeights[k] - greatest);
            logWeights[k] = weight < LEAST_WEIGHT ? 0 : weight;
            sum += logWeights[k];
        }
        List<Component> weighted = new ArrayList<>();
        for (int k = 0; k < logWeights.length; k++) {
            if (logWeights[k] > 0) {
                Component component = components.get(k);
                weighted.add(new Component(logWeights[k] / sum, component.mean(), component.cholesky()));
            }
        }
        return weighted;
    }

    private double[] restOf(double[] vector) {
        return Arrays.stream(rest).mapToDouble(i -> vector[i]).toArray();
    }

    private static int[] indices(int end, IntPredicate wanted) {
        return IntStream.range(0, end).filter(wanted).toArray();
    }

    /** What the given labels do to every component of one factor. */
    private final class Reduction {
        private final double[] variances = new double[given.length];
        private final double[][] gains = new double[given.length][];
        private final double[] cholesky;

        Reduction(double[] factor) {
            int dimension = density.labels().size() + density.latents();
            double[] covariance = new double[factor.length];
            for (int r = 0; r < dimension; r++) {
                for (int c = 0; c <= r; c++) {
                    covariance[Cholesky.index(r, c)] = Cholesky.product(factor, r, c);
                }
            }
            double[] whole = Arrays.stream(given)
                    .mapToDouble(i -> covariance[Cholesky.index(i, i)])
                    .toArray();
            for (int step = 0; step < given.length; step++) {
                takeIn(step, whole[step], covariance, dimension);
            }
            double[] left = new double[Cholesky.index(rest.length, 0)];
            for (int r = 0; r < rest.length; r++) {
                for (int c = 0; c <= r; c++) {
                    left[Cholesky.index(r, c)] = covariance[Cholesky.index(rest[r], rest[c])];
                }
            }
            cholesky = Cholesky.factor(left, rest.length);
        }

        private void takeIn(int step, double whole, double[] covariance, int dimension) {
            int label = given[step];
            double variance = covariance[Cholesky.index(label, label)];
            double[] gain = new double[dimension];
            variances[step] = variance;
            gains[step] = gain;
            if (!(variance > LEAST_SHARE * whole)) {
                return;
            }
            for (int i = 0; i < dimension; i++) {
                gain[i] = covariance[Cholesky.index(Math.max(i, label), Math.min(i, label))] / variance;
            }
            for (int r = 0; r < dimension; r++) {
                for (int c = 0; c <= r; c++) {
                    covariance[Cholesky.index(r, c)] -= gain[r] * gain[c] * variance;
                }
            }
        }

        /** Moves a mean, and returns the log likelihood of the given labels under it. */
        double move(double[] mean) {
            double likelihood = 0;
            for (int step = 0; step < given.length; step++) {
                double expected = mean[given[step]];
                boolean binary = density.labels().get(given[step]).binary();
                likelihood += binary
                        ? logProbability(values[step], expected)
                        : logDensity(values[step] - expected, variances[step]);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += gains[step][i] * (values[step] - expected);
                }
            }
            return likelihood;
        }

        private static double logProbability(double value, double mean) {
            return StrictMath.log(Math.min(1, Math.max(LEAST_LIKELIHOOD, (1 + value * mean) / 2)));
        }

        private static double logDensity(double difference, double variance) {
            double used = Math.max(LEAST_VARIANCE, variance);
            return -0.5 * (difference * difference / used + StrictMath.log(used));
        }
    }
}
