package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.system.GatewayClient.Answer;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** A model that follows a dataset: once that is declared, an upload is all that it takes to have another version serve. */
record FollowingStory(StartedSystem system, String correlation) {
    private static final String NAME = "followed";
    private static final int FACES = 320;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    void tell() throws Exception {
        Answer declared = gateway()
                .put(
                        "/v1/models/" + NAME + "/policy",
                        Map.of("dataset", NAME, "cpuHours", 1, "training", Map.of("epochs", 2, "seed", 1)),
                        correlation);
        assertEquals(200, declared.status(), declared.describe());

        upload(5);
        awaitServing(1);
        upload(6);
        awaitServing(2);

        JsonNode policy = gateway().get("/v1/models/" + NAME + "/policy").json();
        assertEquals("up-to-date", policy.at("/standing/state").asText(), policy.toString());
        assertEquals(FACES, policy.at("/trainings/0/newImages").asInt(), policy.toString());
        assertTrue(policy.path("cpuHours").asDouble() > 0, policy.toString());
        JsonNode dataset = gateway()
                .get("/v1/datasets/" + policy.at("/trainings/0/datasetId").asText())
                .json();
        assertEquals(
                policy.at("/trainings/1/datasetId").asText(),
                dataset.path("addedTo").asText());
        assertEquals(2 * FACES, total(dataset.path("counts")), dataset.toString());
        JsonNode version = gateway().get("/v1/models/" + NAME + "/versions/2").json();
        assertEquals(1, version.at("/parent/version").asInt(), version.toString());
        theOneBeforeDrawsCopies();
    }

    private void theOneBeforeDrawsCopies() throws Exception {
        Answer shadow = gateway()
                .put(
                        "/v1/models/" + NAME + "/shadow",
                        Map.of("version", 1, "share", 1_000, "reason", "what has changed"),
                        correlation);
        assertEquals(200, shadow.status(), shadow.describe());
        Answer asked = gateway().post("/v1/generations", Map.of("model", NAME, "count", 4, "seed", 7), correlation);
        assertEquals(202, asked.status(), asked.describe());
        String path = "/v1/generations/" + asked.id();
        JsonNode answer = gateway().awaitEnd(path, LIMIT);
        assertEquals(2, answer.path("version").asInt(), answer.toString());
        Awaitility.await("the copy")
                .atMost(LIMIT)
                .until(() -> gateway().get(path + "/shadow").status() == 200);
        JsonNode copy = gateway().get(path + "/shadow").json();
        assertEquals(1, copy.path("version").asInt(), copy.toString());
        assertEquals(4, copy.path("count").asInt(), copy.toString());
        assertNotEquals(answer.path("modelDigest"), copy.path("modelDigest"));
        assertEquals(200, gateway().get(copy.at("/links/grid").asText()).status());
        assertEquals(
                204,
                gateway().delete("/v1/models/" + NAME + "/shadow", correlation).status());
        assertEquals(204, gateway().delete(path, correlation).status());
        assertEquals(410, gateway().get(path + "/shadow").status());
    }

    private void upload(long seed) throws Exception {
        Answer upload = gateway().upload("faces.zip&dataset=" + NAME, Archives.faces(FACES, seed), correlation);
        assertEquals(201, upload.status(), upload.describe());
    }

    private void awaitServing(int version) {
        Awaitility.await("version " + version + " to serve").atMost(LIMIT).untilAsserted(() -> {
            Answer model = gateway().get("/v1/models/" + NAME);
            assertEquals(200, model.status(), model.describe());
            assertEquals(version, model.json().at("/champion/version").asInt(), model.describe());
        });
    }

    private static int total(JsonNode counts) {
        return counts.path("train").asInt()
                + counts.path("validation").asInt()
                + counts.path("test").asInt();
    }

    private GatewayClient gateway() {
        return system.gateway();
    }
}
