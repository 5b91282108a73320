package io.likeness.training.density;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.LatentDensity;
import io.likeness.contracts.model.LatentDensity.Component;
import io.likeness.contracts.model.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits a full-covariance Gaussian mixture to latents by expectation-maximisation (Dempster, Laird and Rubin, 1977; the form of Bishop,
 * "Pattern Recognition and Machine Learning", section 9.2.2), in logarithms, from k-means clusters. Deterministic for a seed.
 */
public final class MixtureFit {
    private static final int MOST_ITERATIONS = 100;
    /** Nats per point; below it, samples no longer look different. */
    private static final double ENOUGH = 1e-3;
    /** Of the mean variance, on every diagonal, so that no component collapses onto a point. */
    private static final double RELATIVE_RIDGE = 1e-4;

    private static final double LEAST_RIDGE = 1e-8;
    private static final double NEGLIGIBLE = 1e-10;
    /** A full covariance in D dimensions wants at least so many points per dimension. */
    private static final int POINTS_PER_DIMENSION = 2;

    private final float[] points;
    private final int dimension;
    private final int count;
    private final double ridge;

    private MixtureFit(float[] points, int dimension) {
        this.points = points;
        this.dimension = dimension;
        this.count = points.length / dimension;
        this.ridge = Math.max(LEAST_RIDGE, RELATIVE_RIDGE * meanVariance());
    }

    /**
     * The mixture of highest likelihood that was found.
     *
     * @param latents {@code float[N * D]}, row-major, N at least 1
     * @param components wanted; fewer are fitted where there are fewer than 2 D points for each
     */
    public static LatentDensity fit(float[] latents, int dimension, int components, long seed) {
        Require.between("latents", latents.length, dimension, Integer.MAX_VALUE);
        MixtureFit fit = new MixtureFit(latents, dimension);
        int possible = Math.max(1, fit.count / (POINTS_PER_DIMENSION * dimension));
        return fit.maximise(Math.min(components, possible), new RandomStream(seed));
    }

    private LatentDensity maximise(int components, RandomStream random) {
        List<Gaussian> mixture = start(components, random);
        double previous = Double.NEGATIVE_INFINITY;
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            List<ComponentSums> sums = freshSums(mixture);
            double likelihood = expect(mixture, sums) / count;
            if (likelihood - previous < ENOUGH) {
                break;
            }
            previous = likelihood;
            mixture = gaussians(sums);
        }
        double total = mixture.stream().mapToDouble(Gaussian::weight).sum();
        List<Component> fitted =
                mixture.stream().map(gaussian -> gaussian.component(total)).toList();
        return new LatentDensity(dimension, fitted);
    }

    private List<Gaussian> start(int components, RandomStream random) {
        int[] assigned = new Clusters(points, dimension).assign(components, random);
        double[] centre = mean();
        List<ComponentSums> sums = new ArrayList<>();
        for (int k = 0; k < components; k++) {
            sums.add(new ComponentSums(centre));
        }
        for (int i = 0; i < count; i++) {
            sums.get(assigned[i]).add(points, i * dimension, 1);
        }
        return gaussians(sums);
    }

    /** Adds every point to the sums by responsibility, and returns the log-likelihood. */
    private double expect(List<Gaussian> mixture, List<ComponentSums> sums) {
        double[] logs = new double[mixture.size()];
        double likelihood = 0;
        for (int i = 0; i < count; i++) {
            double greatest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < logs.length; k++) {
                logs[k] = mixture.get(k).logWeightedDensity(points, i * dimension);
                greatest = Math.max(greatest, logs[k]);
            }
            double sum = 0;
            for (double log : logs) {
                sum += Math.exp(log - greatest);
            }
            double logSum = greatest + Math.log(sum);
            likelihood += logSum;
            for (int k = 0; k < logs.length; k++) {
                double responsibility = Math.exp(logs[k] - logSum);
                if (responsibility > NEGLIGIBLE) {
                    sums.get(k).add(points, i * dimension, responsibility);
                }
            }
        }
        return likelihood;
    }

    private List<Gaussian> gaussians(List<ComponentSums> sums) {
        return sums.stream()
                .filter(sum -> sum.total() > 1e-6 * count)
                .map(sum -> sum.gaussian(count, ridge))
                .toList();
    }

    private static List<ComponentSums> freshSums(List<Gaussian> mixture) {
        return mixture.stream()
                .map(gaussian -> new ComponentSums(gaussian.mean()))
                .toList();
    }

    private double[] mean() {
        double[] mean = new double[dimension];
        for (int i = 0; i < points.length; i++) {
            mean[i % dimension] += points[i] / count;
        }
        return mean;
    }

    private double meanVariance() {
        double[] mean = mean();
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            double difference = points[i] - mean[i % dimension];
            sum += difference * difference;
        }
        return sum / points.length;
    }
}
