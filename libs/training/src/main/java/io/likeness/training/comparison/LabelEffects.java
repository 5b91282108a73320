package io.likeness.training.comparison;

import io.likeness.contracts.model.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether samples that are asked for with a label differ from those asked for without it as real faces do. Of a label the direction from the mean of the
 * faces without to that of the faces with it is taken, in the judge's features; the effect is how far the samples go along it, 1 as far as real
 * faces. Labels that these faces do not tell apart beyond chance are left out. For one thread.
 */
final class LabelEffects {
    /** With the label, and as many without it. */
    static final int SAMPLES = 64;

    private static final int FEWEST = 8;
    /** Of the squared distance of means that chance alone makes. */
    private static final double BEYOND_CHANCE = 4;

    private final List<LabelledFace> real;
    private final double[][] features;

    /** @param features of the real faces, {@code double[N][D]}, each with variance about 1 */
    LabelEffects(List<LabelledFace> real, double[][] features) {
        this.real = real;
        this.features = features;
    }

    /**
     * How two versions obey.
     *
     * @param candidate least effect of the champion's labels, 0 for one that the candidate does not know, or of a label of its own that works contrarily
     * @param champion least effect of its labels
     */
    record Least(OptionalDouble candidate, OptionalDouble champion) {}

    /** @param look the judge's features of faces that a version drew of the same seeds, for a label's value */
    Least of(
            VersionFaces candidate,
            VersionFaces champion,
            BiFunction<VersionFaces, Map<String, Double>, double[][]> look) {
        Map<String, Double> own = effects(candidate, look);
        Map<String, Double> others = effects(champion, look);
        Set<String> told =
                Stream.concat(own.keySet().stream(), others.keySet().stream()).collect(Collectors.toSet());
        List<Double> counted = new ArrayList<>();
        for (String label : told) {
            double effect = own.getOrDefault(label, 0.0);
            if (others.containsKey(label) || others.isEmpty() || effect < 0) {
                counted.add(effect);
            }
        }
        return new Least(least(counted), least(List.copyOf(others.values())));
    }

    private static OptionalDouble least(List<Double> effects) {
        return effects.stream().mapToDouble(Double::doubleValue).min();
    }

    private Map<String, Double> effects(
            VersionFaces version, BiFunction<VersionFaces, Map<String, Double>, double[][]> look) {
        Map<String, Double> effects = new HashMap<>();
        for (Label label : version.labels()) {
            direction(label).ifPresent(direction -> {
                double[] with = mean(look.apply(version, Map.of(label.name(), label.most())));
                double[] without = mean(look.apply(version, Map.of(label.name(), label.least())));
                effects.put(label.name(), dot(difference(with, without), direction) / dot(direction, direction));
            });
        }
        return effects;
    }

    /** From real faces without the label to those with it. */
    private Optional<double[]> direction(Label label) {
        List<double[]> with = new ArrayList<>();
        List<double[]> without = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            Double value = real.get(i).labels().get(label.name());
            if (value != null) {
                (label.scaled(value) > 0 ? with : without).add(features[i]);
            }
        }
        if (Math.min(with.size(), without.size()) < FEWEST) {
            return Optional.empty();
        }
        double[] direction = difference(mean(with.toArray(double[][]::new)), mean(without.toArray(double[][]::new)));
        double chance = direction.length * (1.0 / with.size() + 1.0 / without.size());
        return dot(direction, direction) > BEYOND_CHANCE * chance ? Optional.of(direction) : Optional.empty();
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

    private static double[] difference(double[] to, double[] from) {
        double[] difference = new double[to.length];
        for (int d = 0; d < difference.length; d++) {
            difference[d] = to[d] - from[d];
        }
        return difference;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }
}
