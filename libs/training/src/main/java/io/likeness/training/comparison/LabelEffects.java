package io.likeness.training.comparison;

import io.likeness.contracts.model.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Whether samples that are asked for with a label differ from those asked for without it as real faces do. Of a label the direction is taken that tells real faces
 * without it and with it apart best, in the judge's features; the effect is how far the samples go along it, 1 as far as real faces. Labels that these faces do not
 * tell apart beyond chance are left out. For one thread.
 */
final class LabelEffects {
    /** With the label, and as many without it. */
    static final int SAMPLES = 128;

    private static final int FEWEST = 8;
    /** Standard errors beyond which of forty labels hardly one differs by chance. */
    private static final double ERRORS = 3;

    private final List<LabelledFace> real;
    private final double[][] features;

    /** @param features of the real faces, {@code double[N][D]} */
    LabelEffects(List<LabelledFace> real, double[][] features) {
        this.real = real;
        this.features = features;
    }

    /**
     * The most that one label has less effect with the candidate than with the champion, beyond what chance may make of so few samples, as a share of the
     * greater of the two effects, or of that of real faces where this is less; 0 where none has lost anything beyond chance. A label that one of the two
     * does not know has no effect with it. Empty where no label of either can be told.
     *
     * @param look the judge's features of faces that a version drew of the same seeds, for a label's value
     */
    OptionalDouble greatestLoss(
            VersionFaces candidate,
            VersionFaces champion,
            BiFunction<VersionFaces, Map<String, Double>, double[][]> look) {
        Map<String, Asked> asked = asked(candidate, champion);
        Map<String, double[]> own = effects(candidate, asked, look);
        Map<String, double[]> others = effects(champion, asked, look);
        double[] none = new double[SAMPLES];
        return asked.keySet().stream()
                .mapToDouble(label -> loss(own.getOrDefault(label, none), others.getOrDefault(label, none)))
                .max();
    }

    /** Both of the same seeds: what these have in common is no difference. */
    private static double loss(double[] own, double[] other) {
        double[] lost = new double[own.length];
        Arrays.setAll(lost, i -> other[i] - own[i]);
        double mean = mean(lost);
        double squares = Arrays.stream(lost)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double error = Math.sqrt(squares / (lost.length - 1) / lost.length);
        double beyondChance = mean - ERRORS * error;
        return beyondChance <= 0 ? 0 : beyondChance / Math.min(1, Math.max(Math.abs(mean(own)), Math.abs(mean(other))));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** What is asked of both versions alike, and the way that real faces go. */
    private record Asked(double least, double most, Discriminant direction) {}

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

    /** By label, of each seed. */
    private Map<String, double[]> effects(
            VersionFaces version,
            Map<String, Asked> asked,
            BiFunction<VersionFaces, Map<String, Double>, double[][]> look) {
        Map<String, double[]> effects = new HashMap<>();
        for (Label label : version.labels()) {
            Asked of = asked.get(label.name());
            if (of != null && label.least() <= of.least && label.most() >= of.most) {
                double[][] with = look.apply(version, Map.of(label.name(), of.most));
                double[][] without = look.apply(version, Map.of(label.name(), of.least));
                double[] own = new double[with.length];
                Arrays.setAll(own, i -> of.direction.along(without[i], with[i]));
                effects.put(label.name(), own);
            }
        }
        return effects;
    }

    /** From real faces without the label to those with it. */
    private Optional<Discriminant> direction(Label label) {
        List<double[]> with = new ArrayList<>();
        List<double[]> without = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            Double value = real.get(i).labels().get(label.name());
            if (value != null) {
                (label.scaled(value) > 0 ? with : without).add(features[i]);
            }
        }
        return Math.min(with.size(), without.size()) < FEWEST ? Optional.empty() : Discriminant.between(without, with);
    }
}
