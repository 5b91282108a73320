package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerationCancelled;
import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.contracts.generation.GenerationStarted;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that ends, is taken back and is forgotten, whatever its owner says or does not say. Time passes by ageing rows. */
@QuarkusTest
@TestProfile(BriefProfile.class)
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class LedgerComponentTest extends GatewayScenario {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String body = "{\"model\": \"%s\", \"count\": 2}".formatted(name);

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void promoteAModel() {
        registry.add(Loop.version(store, name));
    }

    @Test
    void cancelsAGenerationOnce() {
        String path = "/v1/generations/" + generation();
        String cancel = gateway.get(path).json().path("links").path("cancel").asText();
        Answer asked = gateway.post(cancel, "");
        assertEquals(202, asked.status(), asked::toString);
        assertEquals("queued", asked.text("status"));
        assertEquals(asked.text("cancelRequestedAt"), gateway.post(cancel, "").text("cancelRequestedAt"));

        String id = asked.text("id");
        assertEquals(2, Loop.commands(Topic.GENERATION_COMMAND, id, 2).size());
        Loop.publish(new GenerationCancelled(id), faces(id));
        Loop.awaitHandled(Topic.GENERATION_EVENT);
        assertEquals("canceled", gateway.post(cancel, "").text("status"));
        assertFalse(gateway.get(path).json().path("links").has("cancel"));

        String failed = generation();
        Loop.publish(new GenerationFailed(failed, new Failure(ErrorCode.INTERNAL_ERROR, "broken", false)));
        awaitStatus("/v1/generations/" + failed, "failed");
        Answer refused = gateway.post("/v1/generations/" + failed + "/cancel", "");
        assertEquals(409, refused.status(), refused::toString);
        assertEquals(404, gateway.post("/v1/generations/none/cancel", "").status());
    }

    @Test
    void cancelsAnImport() {
        String path = "/v1/datasets/" + dataset();
        Answer asked = gateway.post(path + "/cancel", "");
        assertEquals(202, asked.status(), asked::toString);
        String id = asked.text("id");
        assertEquals(2, Loop.commands(Topic.DATASET_COMMAND, id, 2).size());
        Loop.publish(new DatasetImportStarted(id, name, Layout.LFW, 100), new DatasetImportCancelled(id));
        awaitStatus(path, "canceled");
        Answer training = gateway.post("/v1/trainings", "{\"datasetId\": \"%s\"}".formatted(id));
        assertEquals("DATASET_UNUSABLE", training.text("code"));
    }

    @Test
    void endsACancelThatNobodyAnswers() {
        String id = generation();
        gateway.post("/v1/generations/" + id + "/cancel", "");
        age(id, "cancel_requested_at");
        awaitStatus("/v1/generations/" + id, "canceled");
        assertEquals(2, Loop.commands(Topic.GENERATION_COMMAND, id, 2).size());
    }

    @Test
    void letsWhatNeverStartedExpireForGood() {
        String id = generation();
        String path = "/v1/generations/" + id;
        age(id, "deadline");
        Answer expired = awaitStatus(path, "expired");
        assertEquals(
                "DEADLINE_EXCEEDED", expired.json().path("failure").path("code").asText());
        assertEquals(2, Loop.commands(Topic.GENERATION_COMMAND, id, 2).size(), "the owner is told");
        Loop.publish(faces(id));
        Loop.awaitHandled(Topic.GENERATION_EVENT);
        assertEquals("expired", gateway.get(path).text("status"));
    }

    @Test
    void failsWhatFellSilentAndEndsTheStreamsThatFollowIt() {
        String dataset = dataset();
        Loop.publish(new DatasetImportStarted(dataset, name, Layout.LFW, 100));
        awaitStatus("/v1/datasets/" + dataset, "importing");
        String training = gateway.post("/v1/trainings", "{\"datasetId\": \"%s\"}".formatted(dataset))
                .text("id");
        Loop.publish(new TrainingQueued(training, dataset, name, null));
        CompletableFuture<Answer> stream =
                CompletableFuture.supplyAsync(() -> gateway.get("/v1/trainings/" + training + "/events"));

        age(dataset, "heard_at");
        Answer rejected = awaitStatus("/v1/datasets/" + dataset, "rejected");
        assertEquals(
                "silence: expected news within PT1H, found none",
                rejected.json().path("failure").path("message").asText());

        age(training, "deadline");
        assertTrue(
                stream.join().body().contains("event:TrainingFailed"),
                () -> stream.join().body());
        assertEquals("expired", gateway.get("/v1/trainings/" + training).text("status"));
    }

    @Test
    void deletesAGenerationAndItsFaces() {
        Answer accepted = gateway.post("/v1/generations", body, "Idempotency-Key", name);
        String id = accepted.text("id");
        Loop.publish(faces(id));
        Answer done = awaitStatus("/v1/generations/" + id, "succeeded");
        Instant expiresAt = Instant.parse(done.text("expiresAt"));
        assertTrue(expiresAt.isAfter(Instant.now().plus(Duration.ofDays(6))), expiresAt::toString);

        assertEquals(204, gateway.delete("/v1/generations/" + id).status());
        assertEquals(204, gateway.delete("/v1/generations/" + id).status(), "as often as it is asked");
        assertEquals(404, gateway.delete("/v1/generations/none").status());
        Answer gone = gateway.get("/v1/generations/" + id + "/grid.png");
        assertEquals(410, gone.status(), gone::toString);
        assertEquals("GONE", gone.text("code"));
        assertTrue(gone.text("detail").contains("was deleted"), gone::toString);
        assertFalse(gateway.get("/v1/generations?limit=200").body().contains(id));
        await(() -> store.find(Bucket.RESULTS, id + "/faces").isEmpty());

        Answer again = gateway.post("/v1/generations", body, "Idempotency-Key", name);
        assertEquals(410, again.status(), again::toString);
        assertTrue(again.text("detail").contains(id), again::toString);
        assertEquals(1, Loop.commands(Topic.GENERATION_COMMAND, id, 1).size());
    }

    @Test
    void cancelsWhatIsDeletedBeforeItsEnd() {
        String id = generation();
        Loop.publish(new GenerationStarted(id, name, 1, "d".repeat(64)));
        awaitStatus("/v1/generations/" + id, "running");
        assertEquals(204, gateway.delete("/v1/generations/" + id).status());
        assertEquals(2, Loop.commands(Topic.GENERATION_COMMAND, id, 2).size());
        assertEquals(410, gateway.get("/v1/generations/" + id).status());
    }

    @Test
    void forgetsWhatHasExpired() {
        Answer accepted = gateway.post("/v1/generations", body, "Idempotency-Key", name);
        String id = accepted.text("id");
        Loop.publish(faces(id));
        awaitStatus("/v1/generations/" + id, "succeeded");
        age(id, "expires_at");
        await(() -> gateway.get("/v1/generations/" + id).status() == 410);
        assertTrue(gateway.get("/v1/generations/" + id).text("detail").contains("which expired at 20"));
        await(() -> store.find(Bucket.RESULTS, id + "/faces").isEmpty());

        // What is gone soon after its last news is swept once more a day later, and is remembered until then.
        age(id, "heard_at");
        age(id, "sweep_at");
        age(id, "gone_at");
        await(() -> gateway.get("/v1/generations/" + id).status() == 404);
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE idempotency_key SET created_at = now() - interval '1 year' WHERE job_id = ?", id));
        await(() -> !gateway.post("/v1/generations", body, "Idempotency-Key", name)
                .text("id")
                .isEmpty());
    }

    @Test
    void wakesWhoeverWaits() {
        generation();
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(
                () -> gateway.post("/v1/generations", body, "Prefer", "wait=50", "Idempotency-Key", name));
        await(() -> !id(name).isEmpty());
        Loop.publish(faces(id(name)));
        Answer answer = waiting.join();
        assertEquals(200, answer.status(), answer::toString);
        assertTrue(answer.took().compareTo(Duration.ofSeconds(40)) < 0, answer.took()::toString);
    }

    @Test
    void showsTheOtherRowsBesideOneThatCanNoLongerBeRead() {
        String damaged = generation();
        String whole = generation();
        jdbi.useHandle(
                handle -> handle.execute("UPDATE ledger SET command = '{\"count\": \"x\"}' WHERE id = ?", damaged));
        Answer list = gateway.get("/v1/generations?limit=200");
        assertEquals(200, list.status(), list::toString);
        assertTrue(list.body().contains(whole));
        Answer broken = gateway.get("/v1/generations/" + damaged);
        assertEquals(500, broken.status(), broken::toString);
        assertEquals("INTERNAL_ERROR", broken.text("code"));
    }

    private String id(String key) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT job_id FROM idempotency_key WHERE key = :key")
                .bind("key", key)
                .mapTo(String.class)
                .findOne()
                .orElse(""));
    }

    private void age(String id, String time) {
        jdbi.useHandle(handle ->
                handle.execute("UPDATE ledger SET " + time + " = now() - interval '1 year' WHERE id = ?", id));
    }

    private String generation() {
        Answer accepted = gateway.post("/v1/generations", body);
        assertEquals(202, accepted.status(), accepted::toString);
        return accepted.text("id");
    }

    private String dataset() {
        String upload =
                gateway.upload("faces.zip", BodyPublishers.ofString("archive")).text("id");
        return gateway.post("/v1/datasets", "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, upload))
                .text("id");
    }

    private FacesGenerated faces(String id) {
        List<ObjectReference> objects = List.of("faces", "index.json", "grid.png").stream()
                .map(file -> store.put(Bucket.RESULTS, id + "/" + file, file.getBytes(UTF_8), "image/png"))
                .toList();
        return new FacesGenerated(
                id, name, 1, "d".repeat(64), 2, 5, objects.get(0), objects.get(1), objects.get(2), null, "CPU", 0.1);
    }

    private Answer awaitStatus(String path, String expected) {
        await(() -> gateway.get(path).text("status").equals(expected));
        return gateway.get(path);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }
}
