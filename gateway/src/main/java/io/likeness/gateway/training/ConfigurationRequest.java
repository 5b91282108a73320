package io.likeness.gateway.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.training.TrainingConfiguration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of the configuration, and the whole configuration that follows from it.
 *
 * @param preset where it starts; absent: {@code seed}, or all of the version that the training goes on from
 * @param overrides fields by name, laid over the start; may be empty
 * @param epochs wins over {@code overrides}
 * @param seed wins over {@code overrides}; absent from both: random
 */
record ConfigurationRequest(
        @Nullable String preset,
        Map<String, @Nullable Object> overrides,
        @Nullable Integer epochs,
        @Nullable Long seed) {
    private static final String PRESET = "preset";
    private static final String SIDE = "side";
    private static final String CHANNELS = "channels";
    private static final String EPOCHS = "epochs";
    private static final String SEED = "seed";

    /** What a preset leaves open. */
    private static final List<String> OWN = List.of(SIDE, CHANNELS, EPOCHS, SEED);

    /** What weights fit only one value of. */
    private static final List<String> SHAPE =
            List.of(SIDE, CHANNELS, "latents", "convolutionChannels", "kernel", "activation", "conditions");

    /**
     * All of the configuration. Where the request names neither side nor channels and there is no base, they are the dataset's.
     *
     * @param images what the dataset was imported as
     * @param base configuration of the version to go on from, whose shape stays
     * @throws LikenessException {@code IMPOSSIBLE_CONFIGURATION} where it cannot be trained, on this dataset or from this base, and
     *     {@code INVALID_REQUEST} where it cannot be read
     */
    TrainingConfiguration resolve(ImportOptions images, Optional<TrainingConfiguration> base) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>(overrides);
        @Nullable Object inner = changes.remove(PRESET);
        String name = preset != null ? preset : inner != null ? inner.toString() : null;
        if (base.isEmpty() && !changes.containsKey(SIDE) && !changes.containsKey(CHANNELS)) {
            changes.put(SIDE, images.side());
            changes.put(CHANNELS, images.channels());
        }
        if (epochs != null) {
            changes.put(EPOCHS, epochs);
        }
        if (seed != null) {
            changes.put(SEED, seed);
        }
        changes.computeIfAbsent(SEED, field -> RandomGenerator.getDefault().nextLong(Require.GREATEST_SEED + 1));
        TrainingConfiguration resolved =
                merge(base.map(version -> start(name, version)).orElseGet(() -> start(name)), changes);
        base.ifPresent(version -> requireShape(version, resolved));
        resolved.requireImages(images.channels(), images.side());
        return named(resolved);
    }

    /** What stands beside the configuration is told by its own name. */
    private TrainingConfiguration merge(TrainingConfiguration start, Map<String, @Nullable Object> changes) {
        try {
            return ConfigurationMerge.merge(start, changes);
        } catch (LikenessException e) {
            throw new LikenessException(
                    e.code(), e.violations().stream().map(this::named).toList());
        }
    }

    private String named(String violation) {
        boolean beside = epochs != null && violation.startsWith(ConfigurationMerge.BODY_FIELD + EPOCHS + ":")
                || seed != null && violation.startsWith(ConfigurationMerge.BODY_FIELD + SEED + ":");
        return beside ? violation.substring(ConfigurationMerge.BODY_FIELD.length()) : violation;
    }

    private static TrainingConfiguration start(@Nullable String name) {
        return name == null || name.equals(TrainingConfiguration.CUSTOM)
                ? TrainingConfiguration.seedPreset()
                : TrainingConfiguration.preset(name);
    }

    /** A preset in the shape of the base, or all of the base where no preset is named. */
    private static TrainingConfiguration start(@Nullable String name, TrainingConfiguration base) {
        if (name == null) {
            return base;
        }
        ObjectNode fields = ConfigurationMerge.tree(base);
        Map<String, JsonNode> shape = new LinkedHashMap<>();
        SHAPE.forEach(field -> shape.put(field, fields.get(field)));
        return ConfigurationMerge.merge(start(name), shape);
    }

    private static void requireShape(TrainingConfiguration base, TrainingConfiguration resolved) {
        Map<String, String> expected = base.fields();
        Map<String, String> found = resolved.fields();
        for (String field : SHAPE) {
            if (!Objects.equals(found.get(field), expected.get(field))) {
                throw new LikenessException(
                        ErrorCode.IMPOSSIBLE_CONFIGURATION,
                        "%s%s: expected %s, that of the version to start from, found %s"
                                .formatted(
                                        ConfigurationMerge.BODY_FIELD, field, expected.get(field), found.get(field)));
            }
        }
    }

    /** Keeps the name of a preset only for what is that preset but for images, epochs and seed: what each training has of its own. */
    private static TrainingConfiguration named(TrainingConfiguration resolved) {
        String name = resolved.preset();
        boolean isPreset = TrainingConfiguration.PRESETS.contains(name)
                && design(TrainingConfiguration.preset(name)).equals(design(resolved));
        return isPreset ? resolved : ConfigurationMerge.merge(resolved, Map.of(PRESET, TrainingConfiguration.CUSTOM));
    }

    private static Map<String, String> design(TrainingConfiguration configuration) {
        Map<String, String> fields = configuration.fields();
        OWN.forEach(fields::remove);
        return fields;
    }
}
