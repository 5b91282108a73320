package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RolloutState;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.gateway.Caller.Answer;
import io.likeness.gateway.webhook.Receiver;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A tenant with one of everything. */
final class Holdings implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final byte[] NOTHING = {};

    final String tenant;
    final Caller caller;
    /** Of the tenant's model and, beside it, of its dataset. */
    final String model;

    final String dataset;
    private final ObjectStore store;
    private final FakeRegistry registry;
    private final ModelVersion candidate;
    /** Ids by the collection at whose addresses they are. */
    private final Map<String, List<String>> ids = new LinkedHashMap<>();

    /** @param dataset a name that another tenant may have for its own, too */
    Holdings(String tenant, String dataset, ObjectStore store, FakeRegistry registry) {
        this.tenant = tenant;
        this.caller = KeyHolder.caller(tenant);
        this.model = "model-of-" + tenant;
        this.dataset = dataset;
        this.store = store;
        this.registry = registry;
        this.candidate = Loop.trainedVersion(store, model, 2, model + "-second", "b".repeat(64), null);
        ids.put("models", List.of(model));
    }

    List<String> ids(String collection) {
        return ids.getOrDefault(collection, List.of());
    }

    String id(String collection) {
        return ids(collection).getFirst();
    }

    /** What nobody else may ever be told, but who said it first. */
    List<String> secrets() {
        return Stream.concat(
                        Stream.of(tenant, model),
                        ids.values().stream().flatMap(List::stream).distinct())
                .toList();
    }

    void acquire(Receiver receiver) {
        Answer webhook = made("webhooks", caller.post("/v1/webhooks", "{\"url\": \"" + receiver.url() + "\"}"), 201);
        String upload = made("uploads", caller.upload("faces.zip", BodyPublishers.ofString("archive")), 201)
                .text("id");
        add("uploads", arrival());
        add("uploads", arrival("Upload-Concat", "partial"));
        String dataset = made("datasets", caller.post("/v1/datasets", dataset(upload)), 202)
                .text("id");
        Loop.publish(new DatasetSealed(
                dataset, this.dataset, Layout.LFW, new SplitCounts(8, 1, 1), 0, Loop.BLOB, Loop.BLOB, Loop.BLOB, 1.5));
        await("/v1/datasets/" + dataset, "sealed");
        made("trainings", caller.post("/v1/trainings", training(dataset, model)), 202);
        promote();
        draw();
        roll();
        accepted(caller.send("PUT", "/v1/models/" + model + "/shadow", "application/json", """
                {"version": 1, "share": 1, "reason": "to look"}"""));
        accepted(caller.send(
                "PUT",
                "/v1/models/" + model + "/policy",
                "application/json",
                "{\"dataset\": \"%s\", \"paused\": true}".formatted(this.dataset)));
        made("erasures", caller.post("/v1/erasures", "{\"sha256\": \"%s\"}".formatted(sha256())), 202);
        String deliveries = "/v1/webhooks/" + webhook.text("id") + "/deliveries";
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> caller.get(deliveries).json().size() > 0);
        add("deliveries", caller.get(deliveries).json().at("/0/id").asText());
    }

    /** Is called no more: other tests count what is told. */
    @Override
    public void close() {
        ids("webhooks")
                .forEach(id ->
                        assertEquals(204, caller.delete("/v1/webhooks/" + id).status()));
    }

    String sha256() {
        return Digests.sha256(tenant.getBytes(UTF_8));
    }

    String dataset(String upload) {
        return "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(dataset, upload);
    }

    static String training(String dataset, String model) {
        return "{\"datasetId\": \"%s\", \"modelName\": \"%s\", \"epochs\": 1, \"seed\": 1}".formatted(dataset, model);
    }

    /** Has one more generation drawn. */
    String draw() {
        String id = made("generations", caller.post("/v1/generations", "{\"model\": \"" + model + "\"}"), 202)
                .text("id");
        List<ObjectReference> objects = Stream.of("faces", "index.json", "grid.png")
                .map(file -> store.put(Bucket.RESULTS, id + "/" + file, file.getBytes(UTF_8), "image/png"))
                .toList();
        Loop.publish(new FacesGenerated(
                id, model, 1, "d".repeat(64), 1, 5, objects.get(0), objects.get(1), objects.get(2), null, "CPU", 0.1));
        await("/v1/generations/" + id, "succeeded");
        return id;
    }

    /** The files are those of the version that is made last. */
    private void promote() {
        registry.add(candidate);
        Loop.promote(registry, Loop.version(store, model));
    }

    private void roll() {
        String id = UUID.randomUUID().toString();
        registry.roll(new Rollout(
                id,
                model,
                1,
                candidate,
                1,
                RolloutState.PAUSED,
                50,
                "somebody paused it",
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                List.of(),
                List.of(),
                List.of()));
        add("rollouts", id);
    }

    private String arrival(String... more) {
        List<String> headers = new ArrayList<>(List.of("Tus-Resumable", "1.0.0", "Upload-Length", "10"));
        headers.addAll(List.of(more));
        Answer begun = caller.exchange("POST", "/v1/uploads?fileName=a.zip", NOTHING, headers.toArray(String[]::new));
        assertEquals(201, begun.status(), begun::toString);
        return begun.header("Location").replaceFirst(".*/", "");
    }

    private Answer made(String collection, Answer answer, int status) {
        assertEquals(status, answer.status(), answer::toString);
        add(collection, answer.text("id"));
        return answer;
    }

    private void add(String collection, String id) {
        ids.computeIfAbsent(collection, any -> new ArrayList<>()).add(id);
    }

    private static void accepted(Answer answer) {
        assertTrue(answer.status() < 300, answer::toString);
    }

    private void await(String path, String status) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> caller.get(path).text("status").equals(status));
    }
}
