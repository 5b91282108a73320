package io.likeness.training.density;

import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentLikelihood;
import io.likeness.training.protocol.DensityCandidate;
import io.likeness.training.protocol.DensityCandidate.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Chooses the density of a training's latents. Within a kind (one Gaussian, a mixture, kernels) the likelihood of held-out latents decides how
 * many components there are and how wide they are; between the best of each kind, the distance of their samples to real faces does. Components
 * are found by latents alone, and labels are then given their moments in each. Deterministic for a seed. For one thread, which the common
 * pool helps.
 */
public final class DensityFit {
    private static final List<Integer> COMPONENTS = List.of(2, 5, 10, 20, 50, 100, 200, 500, 1000);
    /** Their mean log density is known to a twentieth of a nat or better. */
    private static final int MOST_HELD_OUT = 2_000;
    /** Of held-out latents, so many lie below the bound of the density: 1 in 1,000. */
    private static final double REFUSED_SHARE = 1e-3;
    /** The same share of a normal distribution lies so many standard deviations below its mean. */
    private static final double REFUSED_DEVIATIONS = 3.09;

    private final LabelledLatents train;
    private final Points joint;
    private final List<float[]> heldOut;
    private final MixtureFit mixtures;
    private final List<Fitted> fitted = new ArrayList<>();

    private DensityFit(LabelledLatents train, float[] heldOut) {
        this.train = train;
        this.joint = train.joint();
        this.heldOut = spread(heldOut, train.dimension());
        this.mixtures = new MixtureFit(train.points());
    }

    /**
     * The density of choice, with the bound below which samples are refused.
     *
     * @param heldOut latents {@code float[M * D]} that are not in {@code train}, M at least 1
     * @param mostComponents of a mixture; fewer where there are fewer than 2 D latents for each
     * @param sampleDistance of samples to real faces, never measured by what judges the model in the end; empty where it cannot be measured
     */
    public static FittedDensity fit(
            LabelledLatents train,
            float[] heldOut,
            int mostComponents,
            long seed,
            Function<LatentDensity, OptionalDouble> sampleDistance) {
        return new DensityFit(train, heldOut).choose(mostComponents, seed, sampleDistance);
    }

    private FittedDensity choose(
            int mostComponents, long seed, Function<LatentDensity, OptionalDouble> sampleDistance) {
        Fitted gaussian = add(Kind.GAUSSIAN, density(1, seed));
        List<Fitted> best = new ArrayList<>(List.of(gaussian));
        addMixture(Math.min(mostComponents, mixtures.mostComponents()), seed, best);
        addKernels(gaussian, best);
        best.forEach(one -> one.distance = sampleDistance.apply(one.density));
        Fitted chosen = best.stream()
                .min(Comparator.<Fitted>comparingDouble(one -> one.distance.orElse(Double.POSITIVE_INFINITY))
                        .thenComparingDouble(one -> -one.logLikelihood))
                .orElseThrow();
        return new FittedDensity(
                bounded(chosen.density, chosen.logDensities),
                fitted.stream().map(one -> one.candidate(one == chosen)).toList(),
                1);
    }

    /** With the bound below which samples are refused, which these held-out latents give. */
    static LatentDensity bounded(LatentDensity density, float[] heldOut) {
        return bounded(density, logDensities(density, spread(heldOut, density.latents())));
    }

    /** More and more components, until they no longer help. */
    private void addMixture(int most, long seed, List<Fitted> best) {
        Fitted last = best.getFirst();
        for (int components : COMPONENTS) {
            if (components > most) {
                break;
            }
            Fitted next = add(Kind.MIXTURE, density(components, seed));
            if (last.kind == Kind.MIXTURE && next.logLikelihood <= last.logLikelihood) {
                break;
            }
            last = next;
        }
        if (last.kind == Kind.MIXTURE) {
            best.add(last);
        }
    }

    private void addKernels(Fitted gaussian, List<Fitted> best) {
        KernelFit.BANDWIDTHS.stream()
                .map(bandwidth -> new Fitted(Kind.KERNELS, KernelFit.fit(gaussian.density, joint, bandwidth)))
                .max(Comparator.comparingDouble(one -> one.logLikelihood))
                .ifPresent(one -> {
                    fitted.add(one);
                    best.add(one);
                });
    }

    private LatentDensity density(int components, long seed) {
        return mixtures.density(mixtures.maximise(components, seed), train.labels(), joint);
    }

    private Fitted add(Kind kind, LatentDensity density) {
        Fitted one = new Fitted(kind, density);
        fitted.add(one);
        return one;
    }

    private static LatentDensity bounded(LatentDensity density, double[] logDensities) {
        OptionalDouble bound = bound(logDensities);
        return bound.isPresent() ? density.withLeastLogDensity(bound.getAsDouble()) : density;
    }

    private static double[] logDensities(LatentDensity density, List<float[]> latents) {
        LatentLikelihood likelihood = new LatentLikelihood(density);
        return latents.stream().parallel().mapToDouble(likelihood::logDensity).toArray();
    }

    /**
     * The quantile of held-out faces, where there are so many; of fewer, the smaller of their least and of that of a normal distribution.
     */
    private static OptionalDouble bound(double[] logDensities) {
        int count = logDensities.length;
        if (count < 2) {
            return OptionalDouble.empty();
        }
        double[] sorted = logDensities.clone();
        Arrays.sort(sorted);
        double found = sorted[(int) (count * REFUSED_SHARE)];
        if (count * REFUSED_SHARE >= 1) {
            return OptionalDouble.of(found);
        }
        double mean = mean(sorted);
        double variance = Arrays.stream(sorted)
                .map(value -> (value - mean) * (value - mean) / (count - 1))
                .sum();
        return OptionalDouble.of(Math.min(found, mean - REFUSED_DEVIATIONS * Math.sqrt(variance)));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static List<float[]> spread(float[] latents, int dimension) {
        int count = latents.length / dimension;
        int taken = Math.min(MOST_HELD_OUT, count);
        return IntStream.range(0, taken)
                .map(i -> (int) ((long) i * count / taken) * dimension)
                .mapToObj(start -> Arrays.copyOfRange(latents, start, start + dimension))
                .toList();
    }

    private final class Fitted {
        private final Kind kind;
        private final LatentDensity density;
        private final double[] logDensities;
        private final double logLikelihood;
        private OptionalDouble distance = OptionalDouble.empty();

        Fitted(Kind kind, LatentDensity density) {
            this.kind = kind;
            this.density = density;
            this.logDensities = logDensities(density, heldOut);
            this.logLikelihood = mean(logDensities);
        }

        DensityCandidate candidate(boolean chosen) {
            return new DensityCandidate(
                    kind,
                    density.components().size(),
                    logLikelihood,
                    distance.isPresent() ? distance.getAsDouble() : null,
                    chosen);
        }
    }
}
