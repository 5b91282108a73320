package io.likeness.training.comparison;

import io.likeness.contracts.model.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
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

    /** @param features of the real faces, {@code double[N][D]} */
    LabelEffects(List<LabelledFace> real, double[][] features) {
        this.real = real;
        this.features = features;
    }

    /**
     * The most that one label has less effect with the candidate than with the champion; of a label that only the candidate knows, the most that it works
     * contrarily. Empty where no label of either can be told.
     *
     * @param look the judge's features of faces that a version drew of the same seeds, for a label's value
     */
    OptionalDouble greatestLoss(
            VersionFaces candidate,
            VersionFaces champion,
            BiFunction<VersionFaces, Map<String, Double>, double[][]> look) {
        Map<String, Asked> asked = asked(candidate, champion);
        Map<String, Double> own = effects(candidate, asked, look);
        Map<String, Double> others = effects(champion, asked, look);
        return asked.keySet().stream()
                .mapToDouble(label -> others.getOrDefault(label, 0.0) - own.getOrDefault(label, 0.0))
                .max();
    }

    /** What is asked of both versions alike, and the way that real faces go. */
    private record Asked(double least, double most, double[] direction) {}

    /** Values that both know, where both know the label. */
    private Map<String, Asked> asked(VersionFaces candidate, VersionFaces champion) {
        Map<String, Label> known = new HashMap<>();
        Stream.concat(candidate.labels().stream(), champion.labels().stream())
                .forEach(label -> known.merge(label.name(), label, LabelEffects::shared));
        Map<String, Asked> asked = new HashMap<>();
        known.values().stream()
                .filter(label -> label.least() < label.most())
                .forEach(label -> direction(label)
                        .ifPresent(direction ->
                                asked.put(label.name(), new Asked(label.least(), label.most(), direction))));
        return asked;
    }

    private static Label shared(Label one, Label other) {
        double least = Math.max(one.least(), other.least());
        double most = Math.min(one.most(), other.most());
        return least < most ? new Label(one.name(), one.binary(), least, most) : one;
    }

    private Map<String, Double> effects(
            VersionFaces version,
            Map<String, Asked> asked,
            BiFunction<VersionFaces, Map<String, Double>, double[][]> look) {
        Map<String, Double> effects = new HashMap<>();
        for (Label label : version.labels()) {
            Asked of = asked.get(label.name());
            if (of != null && label.least() <= of.least && label.most() >= of.most) {
                double[] with = mean(look.apply(version, Map.of(label.name(), of.most)));
                double[] without = mean(look.apply(version, Map.of(label.name(), of.least)));
                effects.put(
                        label.name(), dot(difference(with, without), of.direction) / dot(of.direction, of.direction));
            }
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
        double[] present = mean(with.toArray(double[][]::new));
        double[] absent = mean(without.toArray(double[][]::new));
        double[] direction = difference(present, absent);
        double chance = spread(with, present) / with.size() + spread(without, absent) / without.size();
        return dot(direction, direction) > BEYOND_CHANCE * chance ? Optional.of(direction) : Optional.empty();
    }

    /** Mean squared distance from the mean. */
    private static double spread(List<double[]> points, double[] mean) {
        return points.stream()
                        .map(point -> difference(point, mean))
                        .mapToDouble(apart -> dot(apart, apart))
                        .sum()
                / (points.size() - 1);
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
