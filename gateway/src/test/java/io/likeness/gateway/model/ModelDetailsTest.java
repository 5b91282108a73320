package io.likeness.gateway.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ModelDetailsTest {
    private static final String DIGEST = "a".repeat(64);

    @Test
    void oneVersionAtMostServes() {
        JsonNode model = json(version(2));
        assertEquals(List.of("3", "2", "1"), model.path("versions").findValuesAsText("version"));
        assertEquals(List.of("false", "true", "false"), model.path("versions").findValuesAsText("champion"));
        assertEquals(2, model.path("champion").path("version").asInt());
        assertEquals("true", model.path("champion").path("champion").asText());
    }

    @Test
    void aVersionIsMarkedThatWasTrainedWithAnErasedImage() {
        JsonNode model = json(version(2));
        assertEquals(
                List.of("", "erasure", ""),
                model.path("versions")
                        .valueStream()
                        .map(version -> version.at("/erasures/0").asText())
                        .toList());
        assertEquals("erasure", model.at("/champion/erasures/0").asText());
        assertFalse(model.at("/versions/0").has("erasures"), model::toString);
    }

    @Test
    void noVersionServesWhereNoneWasPromoted() {
        JsonNode model = json(null);
        assertEquals(List.of("false", "false", "false"), model.path("versions").findValuesAsText("champion"));
        assertFalse(model.has("champion"), model::toString);
    }

    private static JsonNode json(@Nullable ModelVersion champion) {
        ModelHistory model = new ModelHistory(
                "faces",
                champion,
                List.of(version(3), version(2), version(1)),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
        return Json.tree(Json.encode(ModelDetails.of(model, Map.of(2, List.of("erasure")))));
    }

    private static ModelVersion version(int number) {
        return new ModelVersion(
                "faces",
                number,
                DIGEST,
                new ObjectReference("models", "faces/" + number, DIGEST, 1, "application/json"),
                "training-" + number,
                "dataset",
                DIGEST,
                DIGEST,
                "mean-squared-error",
                0.01,
                Map.of(),
                Instant.EPOCH,
                null);
    }
}
