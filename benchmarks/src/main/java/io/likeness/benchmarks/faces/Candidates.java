package io.likeness.benchmarks.faces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.training.TrainingConfiguration;
import java.util.ArrayList;
import java.util.List;

/** Reads what is to be trained. */
final class Candidates {
    private Candidates() {}

    /**
     * Presets, each with epochs of its own.
     *
     * @param names separated by commas
     * @param epochs empty for the presets' own, one number for all, or one for each, separated by commas; {@code 12+20} are 12 and, where
     *     there is an adversarial stage, 20 of it
     * @param labels separated by commas; where there are some, the networks of the last preset are told these
     */
    static List<Candidate> presets(String names, String epochs, String labels) {
        String[] all = names.split(",", -1);
        String[] counts = epochs.isEmpty() ? new String[0] : epochs.split(",", -1);
        if (counts.length > 1 && counts.length != all.length) {
            throw new IllegalArgumentException(
                    "--epochs: expected 1 or %d numbers, found %d".formatted(all.length, counts.length));
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            TrainingConfiguration preset = TrainingConfiguration.preset(all[i]);
            candidates.add(new Candidate(
                    all[i], counts.length == 0 ? preset : trimmed(preset, counts[Math.min(i, counts.length - 1)])));
        }
        if (!labels.isEmpty()) {
            List<String> told = List.of(labels.split(",", -1));
            Candidate last = candidates.removeLast();
            candidates.add(new Candidate(
                    "%s told %d labels".formatted(last.name(), told.size()),
                    last.configuration().withConditions(told)));
        }
        return candidates;
    }

    /**
     * A document {@code [{"name", "preset", "changes": {...}}]}: fields of {@code changes} replace those of the preset (default {@code seed}), part
     * by part, and null takes a part away; a whole configuration is a change of all fields.
     */
    static List<Candidate> ablation(byte[] document) {
        List<Candidate> candidates = new ArrayList<>();
        for (JsonNode entry : Json.tree(document)) {
            TrainingConfiguration preset =
                    TrainingConfiguration.preset(entry.path("preset").asText(TrainingConfiguration.SEED_PRESET));
            ObjectNode merged = tree(preset);
            JsonNode changes = entry.path("changes");
            if (!changes.isEmpty()) {
                merged.put("preset", TrainingConfiguration.CUSTOM);
                patch(merged, changes);
            }
            TrainingConfiguration configuration = Json.decode(Json.encode(merged), TrainingConfiguration.class);
            requireKnown("changes.", merged, tree(configuration));
            candidates.add(new Candidate(entry.path("name").asText(configuration.preset()), configuration));
        }
        return candidates;
    }

    private static TrainingConfiguration trimmed(TrainingConfiguration preset, String epochs) {
        if (!epochs.matches("[1-9][0-9]{0,3}(\\+[1-9][0-9]{0,3})?")) {
            throw new IllegalArgumentException("--epochs: expected numbers such as 12 or 12+20, found " + epochs);
        }
        String[] stages = epochs.split("\\+", -1);
        TrainingConfiguration trimmed = preset.withEpochs(Integer.parseInt(stages[0]));
        if (stages.length == 1 || preset.adversarial() == null) {
            return trimmed;
        }
        ObjectNode merged = tree(trimmed);
        merged.withObject("adversarial").put("epochs", Integer.parseInt(stages[1]));
        return Json.decode(Json.encode(merged), TrainingConfiguration.class);
    }

    private static ObjectNode tree(TrainingConfiguration configuration) {
        return (ObjectNode) Json.tree(Json.encode(configuration));
    }

    /** As a JSON merge patch (RFC 7396). */
    private static void patch(ObjectNode target, JsonNode changes) {
        changes.properties().forEach(change -> {
            JsonNode value = change.getValue();
            if (value.isNull()) {
                target.remove(change.getKey());
            } else if (value.isObject() && target.get(change.getKey()) instanceof ObjectNode part) {
                patch(part, value);
            } else {
                target.set(change.getKey(), value);
            }
        });
    }

    private static void requireKnown(String path, JsonNode found, JsonNode known) {
        found.properties().forEach(field -> {
            JsonNode there = known.get(field.getKey());
            if (there == null) {
                throw new IllegalArgumentException(
                        "--ablation: expected a field of a configuration, found " + path + field.getKey());
            }
            requireKnown(path + field.getKey() + ".", field.getValue(), there);
        });
    }
}
