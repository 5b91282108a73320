package io.likeness.gateway.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.training.TrainingConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays chosen fields over a whole configuration, those of its parts one by one. Stateless. */
final class ConfigurationMerge {
    static final String BODY_FIELD = "configuration.";
    private static final String STAGE = "adversarial";

    private ConfigurationMerge() {}

    /**
     * The configuration with the changes.
     *
     * @param changes values by field; that of a part, such as {@code loss}, is again values by field. {@code adversarial} may be null for no such
     *     stage; where the start has none, the fields that the change leaves open are those of the preset {@code quality}
     * @throws LikenessException {@code INVALID_REQUEST} for a field that a configuration does not have and for a value of another type,
     *     {@code IMPOSSIBLE_CONFIGURATION} for one that cannot be trained
     */
    static TrainingConfiguration merge(TrainingConfiguration start, Map<String, ? extends @Nullable Object> changes) {
        ObjectNode merged = tree(start);
        boolean staged = changes.containsKey(STAGE) ? changes.get(STAGE) != null : merged.has(STAGE);
        if (!merged.has(STAGE)) {
            // Also where none is wanted: a refusal lists the fields that there are.
            merged.set(STAGE, tree(TrainingConfiguration.qualityPreset()).get(STAGE));
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(changes);
        if (!staged) {
            fields.remove(STAGE);
        }
        apply(BODY_FIELD, merged, fields);
        if (!staged) {
            merged.remove(STAGE);
        }
        return decode(merged);
    }

    /**
     * The configuration with all fields of a document, which may lack some and have others, as those of earlier releases do.
     *
     * @throws LikenessException as {@link #merge}
     */
    static TrainingConfiguration adopt(TrainingConfiguration start, JsonNode document) {
        ObjectNode merged = tree(start);
        document.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
        return decode(merged);
    }

    /** By field, in the order of the record. */
    static ObjectNode tree(TrainingConfiguration configuration) {
        return (ObjectNode) Json.tree(Json.encode(configuration));
    }

    private static void apply(String path, ObjectNode known, Map<?, ?> changes) {
        changes.forEach((key, value) -> {
            String name = String.valueOf(key);
            String field = path + name;
            JsonNode present = known.get(name);
            if (present == null) {
                throw Require.invalid(field, "one of " + names(known), "'" + name + "'");
            }
            if (present instanceof ObjectNode part) {
                apply(field + ".", part, requirePart(field, value, part));
            } else {
                known.set(name, Json.tree(Json.encode(Require.present(field, value))));
            }
        });
    }

    private static Map<?, ?> requirePart(String field, @Nullable Object value, ObjectNode part) {
        if (value instanceof Map<?, ?> fields) {
            return fields;
        }
        throw Require.invalid(field, "an object of " + names(part), value == null ? "none" : "another kind of value");
    }

    private static List<String> names(ObjectNode known) {
        List<String> names = new ArrayList<>();
        known.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Names fields as a request does; the events' code for what cannot be read would say the wrong thing of one. */
    private static TrainingConfiguration decode(ObjectNode merged) {
        try {
            return Json.decode(Json.encode(merged), TrainingConfiguration.class);
        } catch (LikenessException e) {
            throw new LikenessException(
                    e.code() == ErrorCode.MALFORMED_EVENT ? ErrorCode.INVALID_REQUEST : e.code(),
                    e.violations().stream()
                            .map(violation -> BODY_FIELD + violation)
                            .toList());
        }
    }
}
