package io.likeness.contracts.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.Payload;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every payload of the catalogue against its schema and its golden file. */
final class PayloadContractTest {
    private static final String ALL = "io.likeness.contracts.event.CataloguedPayload#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void goldenPayloadSatisfiesItsSchema(CataloguedPayload payload) {
        assertEquals(List.of(), SchemaFolder.violations(payload.type(), payload.golden()));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void goldenPayloadIsWrittenAsItWasRead(CataloguedPayload payload) {
        JsonNode golden = payload.golden();
        byte[] compact = Json.encode(golden);

        byte[] written = Json.encode(Json.decode(compact, payload.payload()));

        assertEquals(new String(compact, UTF_8), new String(written, UTF_8));
        assertEquals(golden, Json.tree(written));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void goldenPayloadShowsEveryProperty(CataloguedPayload payload) {
        assertEquals(
                List.copyOf(SchemaFolder.read(payload.type()).get("properties").properties()).stream()
                        .map(property -> property.getKey())
                        .toList(),
                payload.golden().properties().stream()
                        .map(property -> property.getKey())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void fieldThatAReaderDoesNotKnowIsIgnored(CataloguedPayload payload) {
        ObjectNode extended = payload.golden().deepCopy();
        extended.put("addedLater", 1).putObject("alsoAddedLater").put("nested", true);

        assertEquals(List.of(), SchemaFolder.violations(payload.type(), extended));
        assertEquals(
                Json.decode(Json.encode(payload.golden()), payload.payload()),
                Json.decode(Json.encode(extended), payload.payload()));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void keyIsTheAggregateThatTheFirstFieldNames(CataloguedPayload payload) {
        Payload decoded = (Payload) Json.decode(Json.encode(payload.golden()), payload.payload());

        assertEquals(payload.golden().properties().iterator().next().getValue().asText(), decoded.aggregateId());
    }
}
