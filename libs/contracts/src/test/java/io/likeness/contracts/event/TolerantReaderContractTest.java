package io.likeness.contracts.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.Payload;
import io.likeness.contracts.Refusal;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.generation.GenerationFailed;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader of today makes of what a writer of tomorrow sends within the same major version. */
final class TolerantReaderContractTest {
    private static final String ALL = "io.likeness.contracts.event.CataloguedPayload#all";

    /** Of which another is another major version, see {@link io.likeness.contracts.dataset.Split}. */
    private static final Set<String> CLOSED = Set.of("split");

    static Stream<CataloguedPayload> facts() {
        return CataloguedPayload.all().filter(payload -> !payload.topic().carriesCommands());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void fieldAddedAtAnyDepthChangesNothing(CataloguedPayload payload) {
        JsonNode extended = payload.golden().deepCopy();
        extend(extended);
        assertEquals(decoded(payload, payload.golden()), decoded(payload, extended));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void constantAddedToAnyEnumerationOfAFactIsRead(CataloguedPayload payload) {
        ObjectNode changed = payload.golden().deepCopy();
        rename(SchemaFolder.read(payload.type()), changed);
        Payload read = decoded(payload, changed).event().payload();
        assertEquals(payload.golden().properties().iterator().next().getValue().asText(), read.aggregateId());
    }

    @ParameterizedTest
    @EnumSource
    void recordAddedToAFamilyIsUnknown(Topic topic) {
        EventHeaders headers = headers(topic.topicName() + ".InventedLater");
        byte[] content = "[\"of a form that nobody knows yet\"]".getBytes(UTF_8);
        assertEquals(new Decoded.Unknown(headers), Decoded.of(topic, headers.encode(), content));
    }

    @ParameterizedTest
    @EnumSource
    void recordOfAnotherTopicOrMajorVersionIsMalformed(Topic topic) {
        for (String type : new String[] {"likeness.other.event.v1.Thing", topic.topicName() + "2.Thing", "Thing"}) {
            Refusal refusal = Refusal.of(() -> Decoded.of(topic, headers(type).encode(), "{}".getBytes(UTF_8)));
            assertEquals(ErrorCode.MALFORMED_EVENT, refusal.code());
            assertTrue(refusal.message().endsWith("found " + type), refusal::message);
        }
    }

    @Test
    void failureKeepsTheNameOfACodeThatIsNotKnownAndBuildsNoHopeOnIt() {
        ObjectNode changed =
                golden(Topic.GENERATION_EVENT, GenerationFailed.class).golden().deepCopy();
        ((ObjectNode) changed.get("failure"))
                .put("code", "SUN_TOO_BRIGHT")
                .put("message", "come at night")
                .put("retriable", true);
        GenerationFailed failed = Json.decode(Json.encode(changed), GenerationFailed.class);
        assertEquals(new Failure(ErrorCode.UNKNOWN, "SUN_TOO_BRIGHT: come at night", false), failed.failure());
        assertEquals(
                failed, Json.decode(Json.encode(failed), GenerationFailed.class), "read again as it was written on");
    }

    @Test
    void layoutThatIsNotKnownIsToldOfButCannotBeAskedFor() {
        ObjectNode sealed =
                golden(Topic.DATASET_EVENT, DatasetSealed.class).golden().deepCopy();
        sealed.put("layout", "ffhq");
        assertEquals(
                Layout.UNKNOWN,
                Json.decode(Json.encode(sealed), DatasetSealed.class).layout());

        ObjectNode asked =
                golden(Topic.DATASET_COMMAND, ImportDataset.class).golden().deepCopy();
        ((ObjectNode) asked.get("options")).put("layout", "ffhq");
        Refusal refusal = Refusal.of(() -> Json.decode(Json.encode(asked), ImportDataset.class));
        assertEquals(
                "layout: expected one of [celeba, lfw, utkface, people, classes, folder], found one that is not known here",
                refusal.message());
    }

    private static CataloguedPayload golden(Topic topic, Class<?> payload) {
        return new CataloguedPayload(topic, topic.topicName() + "." + payload.getSimpleName(), payload);
    }

    private static Decoded.Known decoded(CataloguedPayload payload, JsonNode content) {
        return assertInstanceOf(
                Decoded.Known.class,
                Decoded.of(payload.topic(), headers(payload.type()).encode(), Json.encode(content)));
    }

    private static EventHeaders headers(String type) {
        return new EventHeaders("id", type, "/likeness/tomorrow", Instant.EPOCH, "subject", "correlation", null);
    }

    /** Maps from names to numbers or references are data: a new name is a new entry there, not a new field. */
    private static void extend(JsonNode node) {
        node.forEach(TolerantReaderContractTest::extend);
        boolean map =
                node.properties().stream().allMatch(entry -> entry.getValue().isNumber());
        if (node instanceof ObjectNode object && !map) {
            object.putObject("addedLater").put("nested", true);
        }
    }

    /** Gives every enumerated text, at any depth, a constant that is not in the schema. */
    private static void rename(JsonNode schema, ObjectNode node) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode rule = SchemaFolder.resolve(property.getValue());
            JsonNode value = node.path(property.getKey());
            if (rule.has("enum") && value.isTextual() && !CLOSED.contains(property.getKey())) {
                node.put(property.getKey(), "added-later");
            } else if (value instanceof ObjectNode object) {
                rename(rule, object);
            } else if (value instanceof ArrayNode array) {
                array.forEach(element -> {
                    if (element instanceof ObjectNode object) {
                        rename(SchemaFolder.resolve(rule.path("items")), object);
                    }
                });
            }
        });
    }
}
