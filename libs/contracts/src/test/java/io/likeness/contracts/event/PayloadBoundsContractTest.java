package io.likeness.contracts.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schema and record draw the same line. Each case is the golden payload with one field changed, derived from the schema: what
 * the schema refuses the record refuses too, by the field's name, and what lies on a bound both accept.
 */
final class PayloadBoundsContractTest {
    /** Their fields bound one another, or choose one another; {@code DatasetRecordsTest}, {@code FaceOperationContractTest} and others check them. */
    private static final Set<String> BOUNDED_BY_THEIR_SIBLINGS = Set.of(
            "ImportProgressed",
            "EpochCompleted",
            "CentreCrop",
            "TrainingConfiguration",
            "LossWeights",
            "FaceOperation");

    private static final String ABSENT = "absent";

    /** A payload with one field changed. */
    record Change(CataloguedPayload payload, String field, String what, JsonNode changed) {
        @Override
        public String toString() {
            return payload + " " + field + " " + what;
        }
    }

    static Stream<Change> refused() {
        return changes(true);
    }

    static Stream<Change> accepted() {
        return changes(false);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatTheSchemaRefusesTheRecordRefusesByName(Change change) {
        assertFalse(
                SchemaFolder.violations(change.payload().type(), change.changed())
                        .isEmpty(),
                "the schema accepts it");
        byte[] json = Json.encode(change.changed());
        String message =
                Refusal.of(() -> Json.decode(json, change.payload().payload())).message();
        assertTrue(message.contains(change.field()), () -> "expected the field's name in: " + message);
        assertFalse(
                message.contains("io.likeness") || message.contains("java."),
                () -> "expected no class name in: " + message);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void whatLiesOnABoundBothAccept(Change change) {
        assertEquals(List.of(), SchemaFolder.violations(change.payload().type(), change.changed()));
        JsonNode written = Json.tree(Json.encode(
                Json.decode(Json.encode(change.changed()), change.payload().payload())));
        assertEquals(List.of(), SchemaFolder.violations(change.payload().type(), written));
        if (!change.what().equals(ABSENT)) {
            assertEquals(change.changed(), written);
        }
    }

    private static Stream<Change> changes(boolean refused) {
        return CataloguedPayload.all().flatMap(payload -> {
            List<Change> changes = new ArrayList<>();
            JsonNode document = payload.golden();
            collect(payload, SchemaFolder.read(payload.type()), document, "", document, refused, changes);
            return changes.stream();
        });
    }

    private static void collect(
            CataloguedPayload payload,
            JsonNode schema,
            JsonNode node,
            String pointer,
            JsonNode document,
            boolean refused,
            List<Change> changes) {
        List<String> required =
                schema.get("required").valueStream().map(JsonNode::asText).toList();
        boolean independent =
                !BOUNDED_BY_THEIR_SIBLINGS.contains(schema.get("title").asText());
        schema.get("properties").properties().forEach(property -> {
            String field = property.getKey();
            JsonNode rule = SchemaFolder.resolve(property.getValue());
            if (refused || independent) {
                values(payload.topic(), rule, refused, required.contains(field))
                        .forEach(value -> changes.add(
                                new Change(payload, field, "= " + value, replaced(document, pointer, field, value))));
            }
            if (refused == required.contains(field)) {
                changes.add(new Change(payload, field, ABSENT, removed(document, pointer, field)));
            }
            JsonNode child = node.path(field);
            if (rule.has("properties")) {
                collect(payload, rule, child, pointer + "/" + field, document, refused, changes);
            } else if (rule.path("items").has("$ref")) {
                JsonNode element = SchemaFolder.resolve(rule.get("items"));
                collect(payload, element, child.path(0), pointer + "/" + field + "/0", document, refused, changes);
            }
        });
    }

    private static Stream<JsonNode> values(Topic topic, JsonNode rule, boolean refused, boolean required) {
        if (!refused) {
            return acceptedValues(rule);
        }
        Stream<JsonNode> values = refusedValues(topic, rule);
        return required ? Stream.concat(Stream.of(NullNode.instance), values) : values;
    }

    /** A constant that is not known is refused in a command only: facts are read tolerantly, see {@code TolerantReaderContractTest}. */
    private static Stream<JsonNode> refusedValues(Topic topic, JsonNode rule) {
        Stream.Builder<JsonNode> values = Stream.builder();
        if (rule.has("enum") && topic.carriesCommands()) {
            values.add(rule.get("enum").get(0).isInt() ? IntNode.valueOf(2) : TextNode.valueOf("none-of-these"));
        }
        if (rule.has("minimum")) {
            values.add(LongNode.valueOf(rule.get("minimum").asLong() - 1));
        }
        if (rule.has("maximum")) {
            values.add(LongNode.valueOf(rule.get("maximum").asLong() + 1));
        }
        if (rule.has("maxLength")) {
            values.add(TextNode.valueOf("a".repeat(rule.get("maxLength").asInt() + 1)));
        }
        switch (rule.path("type").asText()) {
            case "integer" -> values.add(DoubleNode.valueOf(1.5)).add(TextNode.valueOf("1"));
            case "number" -> values.add(TextNode.valueOf("NaN")).add(BooleanNode.TRUE);
            case "boolean" -> values.add(TextNode.valueOf("perhaps")).add(IntNode.valueOf(1));
            case "object" -> values.add(TextNode.valueOf("text")).add(JsonNodeFactory.instance.arrayNode());
            case "array" -> values.add(TextNode.valueOf("text"));
            default -> {}
        }
        if (rule.path("format").asText().equals("date-time")) {
            values.add(TextNode.valueOf("yesterday"));
        }
        switch (rule.path("pattern").asText()) {
            case "\\S" -> values.add(TextNode.valueOf(" \t"));
            case "^[0-9a-f]{64}$" ->
                values.add(TextNode.valueOf("0".repeat(63))).add(TextNode.valueOf("A".repeat(64)));
            case "^[a-z0-9][a-z0-9._-]{0,62}$" ->
                values.add(TextNode.valueOf("Upper"))
                        .add(TextNode.valueOf("../up"))
                        .add(TextNode.valueOf(""))
                        .add(TextNode.valueOf("a".repeat(64)));
            default -> {}
        }
        return values.build();
    }

    private static Stream<JsonNode> acceptedValues(JsonNode rule) {
        Stream.Builder<JsonNode> values = Stream.builder();
        if (rule.has("enum")) {
            rule.get("enum").forEach(values);
        }
        boolean integer = rule.path("type").asText().equals("integer");
        if (rule.has("minimum")) {
            values.add(
                    integer
                            ? rule.get("minimum")
                            : DoubleNode.valueOf(rule.get("minimum").asDouble()));
        }
        if (rule.has("maximum")) {
            values.add(
                    integer
                            ? rule.get("maximum")
                            : DoubleNode.valueOf(rule.get("maximum").asDouble()));
        } else if (integer) {
            values.add(LongNode.valueOf(Long.MAX_VALUE));
        }
        if (rule.has("maxLength")) {
            values.add(TextNode.valueOf("a".repeat(rule.get("maxLength").asInt())));
        }
        if (rule.path("pattern").asText().startsWith("^[a-z0-9]")) {
            values.add(TextNode.valueOf("a".repeat(63)));
        }
        return values.build();
    }

    private static JsonNode replaced(JsonNode document, String pointer, String field, JsonNode value) {
        JsonNode copy = document.deepCopy();
        ((ObjectNode) copy.at(pointer)).set(field, value);
        return copy;
    }

    private static JsonNode removed(JsonNode document, String pointer, String field) {
        JsonNode copy = document.deepCopy();
        ((ObjectNode) copy.at(pointer)).remove(field);
        return copy;
    }
}
