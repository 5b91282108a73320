package io.likeness.training.density;

import io.likeness.contracts.model.Label;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentDensity.Component;
import io.likeness.latents.RandomStream;
import java.util.Arrays;
import java.util.List;

/**
 * Fits a full-covariance Gaussian mixture to latents by expectation-maximisation (Dempster, Laird and Rubin, 1977; the form of Bishop,
 * "Pattern Recognition and Machine Learning", section 9.2.2), in logarithms, from k-means clusters. Deterministic for a seed.
 */
public final class MixtureFit {
    private static final int MOST_ITERATIONS = 40;
    /** Nats per point; below it, samples no longer look different. */
    private static final double ENOUGH = 5e-3;
    /** Of the mean variance, on every diagonal, so that no component collapses onto a point. */
    private static final double RELATIVE_RIDGE = 1e-4;

    private static final double LEAST_RIDGE = 1e-8;
    /** Of labels in [-1, 1]: a component in which one never varies still has a factor, and hardly any label is blurred by it. */
    private static final double LABEL_RIDGE = 1e-6;

    private static final double LEAST_SHARE = 1e-6;
    /** A full covariance in D dimensions wants at least so many points per dimension. */
    private static final int POINTS_PER_DIMENSION = 2;

    private final Points points;
    private final double ridge;

    MixtureFit(Points points) {
        this.points = points;
        this.ridge = Math.max(LEAST_RIDGE, RELATIVE_RIDGE * points.meanVariance());
    }

    /**
     * The mixture of highest likelihood that was found, with the labels' moments in each component.
     *
     * @param components wanted; fewer are fitted where there are fewer than 2 D points for each
     */
    public static LatentDensity fit(LabelledLatents train, int components, long seed) {
        MixtureFit fit = new MixtureFit(train.points());
        List<Gaussian> mixture = fit.maximise(Math.min(components, fit.mostComponents()), seed);
        return fit.density(mixture, train.labels(), train.joint());
    }

    int mostComponents() {
        return Math.max(1, points.count() / (POINTS_PER_DIMENSION * points.dimension()));
    }

    List<Gaussian> maximise(int components, long seed) {
        List<Gaussian> mixture = start(components, new RandomStream(seed));
        double previous = Double.NEGATIVE_INFINITY;
        for (int iteration = 0; components > 1 && iteration < MOST_ITERATIONS; iteration++) {
            Expectation expectation = Expectation.of(mixture, points, points);
            double likelihood = expectation.logLikelihood() / points.count();
            if (likelihood - previous < ENOUGH) {
                break;
            }
            previous = likelihood;
            mixture = gaussians(expectation.sums(), ridges(0));
        }
        return mixture;
    }

    LatentDensity density(List<Gaussian> mixture) {
        return new LatentDensity(points.dimension(), components(mixture));
    }

    /**
     * The mixture over labels and latents whose components are these: each gets the moments of the labels and latents of the points that
     * belong to it, by their latents alone.
     *
     * @param labelled labels and latents of the points
     */
    LatentDensity density(List<Gaussian> mixture, List<Label> labels, Points labelled) {
        if (labels.isEmpty()) {
            return density(mixture);
        }
        Expectation expectation = Expectation.of(mixture, points, labelled);
        List<Gaussian> joint = gaussians(expectation.sums(), ridges(labels.size()));
        return new LatentDensity(points.dimension(), labels, components(joint));
    }

    private List<Gaussian> start(int components, RandomStream random) {
        int[] assigned = new Clusters(points.values(), points.dimension()).assign(components, random);
        List<ComponentSums> sums = Expectation.fresh(components, points.mean());
        for (int i = 0; i < points.count(); i++) {
            sums.get(assigned[i]).add(points.values(), i * points.dimension(), 1);
        }
        return gaussians(sums, ridges(0));
    }

    private List<Gaussian> gaussians(List<ComponentSums> sums, double[] ridges) {
        return sums.stream()
                .filter(sum -> sum.total() > LEAST_SHARE * points.count())
                .map(sum -> sum.gaussian(points.count(), ridges))
                .toList();
    }

    private static List<Component> components(List<Gaussian> mixture) {
        double total = mixture.stream().mapToDouble(Gaussian::weight).sum();
        return mixture.stream().map(gaussian -> gaussian.component(total)).toList();
    }

    private double[] ridges(int labels) {
        double[] ridges = new double[labels + points.dimension()];
        Arrays.fill(ridges, ridge);
        Arrays.fill(ridges, 0, labels, LABEL_RIDGE);
        return ridges;
    }
}
