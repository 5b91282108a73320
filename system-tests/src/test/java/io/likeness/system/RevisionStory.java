package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.system.GatewayClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The doctor looks at a dataset, and what is wrong with it is dealt with in its next version. */
record RevisionStory(StartedSystem system, String correlation) {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int FACES = 30;

    void tell() throws Exception {
        String upload = gateway()
                .upload("few.zip", Archives.faces(FACES, 9), correlation)
                .id();
        String first = made(Map.of("name", "revised", "uploadId", upload));
        assertEquals(FACES, examined(first).path("images").asInt());

        String next = made(Map.of(
                "revise",
                first,
                "changes",
                Map.of("remove", List.of(0), "relabel", List.of(Map.of("image", 1, "labels", Map.of("Mine", 1))))));

        JsonNode revised = gateway().get("/v1/datasets/" + next).json();
        assertEquals(first, revised.path("revisionOf").asText(), revised.toString());
        JsonNode report = gateway().get("/v1/datasets/" + next + "/report").json();
        assertEquals(1, report.at("/skippedByReason/REMOVED").asInt(), report.toString());
        assertEquals(1, report.at("/labels/Mine").asInt(), report.toString());
        assertEquals(FACES - 1, examined(next).path("images").asInt());
        JsonNode changes = gateway().get("/v1/datasets/" + next + "/changes").json();
        assertEquals(first, changes.path("since").asText(), changes.toString());
        assertEquals(0, changes.path("added").asInt(), changes.toString());
        assertEquals(1, changes.path("removed").asInt(), changes.toString());
        assertEquals(1, changes.path("relabelled").asInt(), changes.toString());
        assertEquals("[\"Mine\"]", changes.path("newLabels").toString());
        assertEquals(409, gateway().delete("/v1/datasets/" + first, correlation).status(), "its next version is kept");
        assertEquals(
                200,
                gateway()
                        .delete("/v1/datasets/" + first + "?cascade=true", correlation)
                        .status());
    }

    private String made(Map<String, ?> request) throws Exception {
        Answer accepted = gateway().post("/v1/datasets", request, correlation);
        assertEquals(202, accepted.status(), accepted.describe());
        JsonNode ended = gateway().awaitEnd("/v1/datasets/" + accepted.id(), LIMIT);
        assertEquals("sealed", ended.path("status").asText(), ended.toString());
        return accepted.id();
    }

    private JsonNode examined(String dataset) {
        Answer told = Awaitility.await("the doctor's report of " + dataset)
                .atMost(LIMIT)
                .until(() -> gateway().get("/v1/datasets/" + dataset + "/doctor"), answer -> answer.status() == 200);
        assertTrue(told.json().path("failure").isMissingNode(), told.describe());
        return told.json();
    }

    private GatewayClient gateway() {
        return system.gateway();
    }
}
