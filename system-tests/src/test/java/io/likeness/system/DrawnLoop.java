package io.likeness.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.system.GatewayClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/**
 * The loop in a running system, as its stories need it: one dataset of drawn faces, models that learn from it, and what a job ends as. For
 * one thread.
 */
final class DrawnLoop {
    static final String CORRELATION = "loop-system-test";
    static final String MODEL = "drawn";
    static final Duration RECOVERY_LIMIT = Duration.ofSeconds(60);
    /** With no traffic, on two cores. */
    static final Duration ROLLOUT_LIMIT = Duration.ofMinutes(5);

    static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private static final int DRAWN_FACES = 400;
    private static final int MORE_FACES = 1_200;
    private static final Duration TRAINING_LIMIT = Duration.ofMinutes(4);

    static final Work FACES = new Work(
            "/v1/generations",
            Map.of("model", MODEL, "count", 1000, "seed", 3),
            "likeness.generation.event.v1.FacesGenerated");

    static final Work TWO_FACES = new Work(
            "/v1/generations",
            Map.of("model", MODEL, "count", 2, "seed", 11),
            "likeness.generation.event.v1.FacesGenerated");

    private final StartedSystem system;
    private String uploadId = "";
    private String datasetId = "";

    DrawnLoop(StartedSystem system) {
        this.system = system;
    }

    String uploadId() {
        return uploadId;
    }

    String datasetId() {
        return datasetId;
    }

    Work workOf(String part) {
        return switch (part) {
            case "ingest-service" ->
                new Work(
                        "/v1/datasets",
                        Map.of("name", "after-death", "uploadId", uploadId),
                        "likeness.dataset.event.v1.DatasetSealed");
            case "generator-service", "kafka", "object-store" -> FACES;
            case "trainer-service", "model-registry" ->
                new Work(
                        "/v1/trainings",
                        Map.of("datasetId", datasetId, "modelName", part, "epochs", 3, "seed", 1),
                        "likeness.training.event.v1.TrainingCompleted");
            default -> throw new IllegalArgumentException(part);
        };
    }

    /** Asks for work, which has to be taken soon whatever is dead. */
    Accepted begin(Work work, String correlation) throws Exception {
        Answer answer = system.gateway().post(work.path(), work.body(), correlation);
        assertEquals(202, answer.status(), answer.describe());
        assertTrue(answer.took().compareTo(ANSWER_LIMIT) < 0, "answered after " + answer.took());
        return new Accepted(work, answer.id());
    }

    void requireOneGoodEnd(Accepted accepted) {
        JsonNode end = system.gateway().awaitEnd(accepted.path(), RECOVERY_LIMIT);
        assertTrue(Set.of("succeeded", "sealed").contains(end.path("status").asText()), end.toString());
        requireOneEnd(accepted.id(), accepted.work().end());
    }

    /** Delivery is at least once, so the record may lie there twice; what it says must be one thing. */
    void requireOneEnd(String id, String type) {
        Set<String> ends = RawEvents.readTopicOf(type, system.bootstrapServers()).of(id, type).stream()
                .map(record -> new String(record.value(), UTF_8))
                .collect(toSet());
        assertEquals(1, ends.size(), type + " of " + id + ": " + ends);
    }

    void importDataset() throws Exception {
        Answer upload = system.gateway().upload("drawn.zip", Archives.faces(DRAWN_FACES, 1), CORRELATION);
        assertEquals(201, upload.status(), upload.describe());
        uploadId = upload.id();
        datasetId = sealed(Map.of("name", MODEL, "uploadId", uploadId));
    }

    /** The id of a dataset of other people, more of them. */
    String importMore() throws Exception {
        Answer upload = system.gateway().upload("more.zip", Archives.faces(MORE_FACES, 2), CORRELATION);
        return sealed(Map.of("name", "more", "uploadId", upload.id()), MORE_FACES);
    }

    /** The id of a dataset that has all faces. */
    String sealed(Map<String, ?> request) throws Exception {
        return sealed(request, DRAWN_FACES);
    }

    private String sealed(Map<String, ?> request, int faces) throws Exception {
        Answer dataset = system.gateway().post("/v1/datasets", request, CORRELATION);
        assertEquals(202, dataset.status(), dataset.describe());
        JsonNode sealed = system.gateway().awaitEnd("/v1/datasets/" + dataset.id(), RECOVERY_LIMIT);
        assertEquals("sealed", sealed.path("status").asText(), sealed.toString());
        assertEquals(faces, sealed.path("progress").path("accepted").asInt());
        return dataset.id();
    }

    JsonNode train(int epochs) throws Exception {
        return trained(Map.of("datasetId", datasetId, "modelName", MODEL, "epochs", epochs, "seed", 1));
    }

    JsonNode trained(Map<String, ?> request) throws Exception {
        Answer accepted = system.gateway().post("/v1/trainings", request, CORRELATION);
        assertEquals(202, accepted.status(), accepted.describe());
        JsonNode training = system.gateway().awaitEnd("/v1/trainings/" + accepted.id(), TRAINING_LIMIT);
        assertEquals("succeeded", training.path("status").asText(), training.toString());
        return training;
    }

    /** The model, once the gate has decided over what a training made, and no version is being rolled out. */
    JsonNode decided(JsonNode training) throws Exception {
        String path = "/v1/models/" + MODEL;
        int version = training.path("version").asInt();
        Awaitility.await("the gate's decision over version " + version)
                .atMost(RECOVERY_LIMIT)
                .until(() -> system.gateway().get(path).json(), model -> decidedOver(model, version));
        Awaitility.await("the end of every rollout")
                .atMost(ROLLOUT_LIMIT)
                .until(() -> system.gateway().get(path + "/rollouts").json(), DrawnLoop::allEnded);
        return system.gateway().get(path).json();
    }

    private static boolean decidedOver(JsonNode model, int version) {
        return StreamSupport.stream(model.path("decisions").spliterator(), false)
                .anyMatch(decision -> decision.path("version").asInt() == version);
    }

    private static boolean allEnded(JsonNode rollouts) {
        return rollouts.isArray()
                && StreamSupport.stream(rollouts.spliterator(), false)
                        .allMatch(rollout -> rollout.hasNonNull("endedAt"));
    }

    /** Every label of the version has a direction, and those of the drawn faces that are easiest to see are among them. */
    void requireLabelsAndDirections() throws Exception {
        String artifacts = "/v1/models/" + MODEL + "/versions/1/artifacts/";
        List<String> labels = system.gateway()
                .get(artifacts + "manifest.json")
                .json()
                .path("labels")
                .findValuesAsText("name");
        List<String> directions = system.gateway()
                .get(artifacts + "directions.json")
                .json()
                .path("directions")
                .findValuesAsText("attribute");
        assertEquals(labels, directions);
        assertTrue(labels.containsAll(Set.of("Eyeglasses", "Smiling")), labels::toString);
    }

    JsonNode awaitGeneration(String id) {
        return system.gateway().awaitEnd("/v1/generations/" + id, RECOVERY_LIMIT);
    }

    byte[] image(String job, int index) throws Exception {
        Answer image = system.gateway().get("/v1/generations/" + job + "/images/" + index + ".png");
        assertEquals(200, image.status(), image.describe());
        return image.response().body();
    }

    /** What a part owes: the request that needs it, and the event that ends it. */
    record Work(String path, Map<String, ?> body, String end) {}

    /** Work that was taken, and the id of what it makes. */
    record Accepted(Work work, String id) {
        String path() {
            return work.path() + "/" + id;
        }
    }
}
