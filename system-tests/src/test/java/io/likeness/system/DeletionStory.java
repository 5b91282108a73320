package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.system.GatewayClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Everything that a user can make is made and taken back: what is kept afterwards is what was kept before, but for tombstones. */
record DeletionStory(StartedSystem system, String correlation) {
    private static final String MODEL = "mine";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long TOLERANCE = 1 << 20;

    void tell() throws Exception {
        StoredBytes before = StoredBytes.of(system);
        String upload = gateway()
                .upload("mine.zip", Archives.faces(600, 3), correlation)
                .id();
        String dataset = made("/v1/datasets", Map.of("name", MODEL, "uploadId", upload, "side", 64), "sealed");
        String training = made("/v1/trainings", Map.of("datasetId", dataset, "epochs", 2), "succeeded");
        String faces = made("/v1/generations", Map.of("model", MODEL, "count", 64), "succeeded");
        List<String> made = List.of(upload, dataset, training, faces);
        long bytes = StoredBytes.objectsOf(system, made);
        assertTrue(bytes > 4 * TOLERANCE, "what was made is much larger than the tolerance, found " + bytes);

        Answer refused = gateway().delete("/v1/datasets/" + dataset, correlation);
        assertEquals(409, refused.status(), refused.describe());
        List<String> all = List.of("training " + training, "version " + MODEL + "/1");
        assertEquals(all, named(refused.json().path("usedBy")));
        Answer deleted = gateway().delete("/v1/datasets/" + dataset + "?cascade=true", correlation);
        assertEquals(200, deleted.status(), deleted.describe());
        assertEquals(all, named(deleted.json().path("tookAlong")));
        assertEquals(
                204, gateway().delete("/v1/generations/" + faces, correlation).status());
        assertEquals(204, gateway().delete("/v1/uploads/" + upload, correlation).status());
        for (String gone : List.of("/v1/datasets/" + dataset, "/v1/models/" + MODEL + "/versions/1")) {
            assertEquals(410, gateway().get(gone).status(), gone);
        }

        system.awaitEvent(dataset, "likeness.dataset.event.v1.DatasetDeleted", LIMIT);
        system.awaitEvent(training, "likeness.training.event.v1.TrainingDeleted", LIMIT);
        system.awaitEvent(MODEL, "likeness.model.event.v1.VersionDeleted", LIMIT);
        Awaitility.await("objects, tables and caches as they were")
                .atMost(LIMIT)
                .untilAsserted(() -> StoredBytes.of(system).requireWithin(TOLERANCE, before));
        assertEquals(0, StoredBytes.objectsOf(system, made), "of what was made");
        assertEquals(404, gateway().get("/v1/models/" + MODEL).status());
    }

    private String made(String path, Map<String, ?> request, String end) throws Exception {
        Answer accepted = gateway().post(path, request, correlation);
        assertEquals(202, accepted.status(), accepted.describe());
        JsonNode done = gateway().awaitEnd(path + "/" + accepted.id(), LIMIT);
        assertEquals(end, done.path("status").asText(), done.toString());
        return accepted.id();
    }

    private static List<String> named(JsonNode dependents) {
        return dependents
                .valueStream()
                .map(one -> one.path("kind").asText() + " " + one.path("id").asText())
                .toList();
    }

    private GatewayClient gateway() {
        return system.gateway();
    }
}
