package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.OrphanSweep;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Uploads that are deleted, and objects that no upload owns. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class UploadDeletionComponentTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Caller gateway = new Caller();

    @Inject
    ObjectStore store;

    @Inject
    OrphanSweep sweep;

    @Inject
    Jdbi jdbi;

    @Test
    void deletesAnUploadAndRemembersIt() {
        String id = upload();
        assertEquals(204, gateway.delete("/v1/uploads/" + id).status());

        Answer gone = gateway.get("/v1/uploads/" + id);
        assertEquals(410, gone.status(), gone::toString);
        assertEquals("GONE", gone.text("code"));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> store.find(Bucket.UPLOADS, id).isEmpty());
        assertEquals(204, gateway.delete("/v1/uploads/" + id).status());
        assertEquals(404, gateway.delete("/v1/uploads/none").status());
    }

    @Test
    void keepsAnUploadThatAJobNeeds() {
        String id = upload();
        String dataset = gateway.post("/v1/datasets", "{\"name\": \"needed\", \"uploadId\": \"%s\"}".formatted(id))
                .text("id");
        Answer refused = gateway.delete("/v1/uploads/" + id);
        assertEquals(409, refused.status(), refused::toString);
        assertTrue(refused.text("detail").contains("dataset " + dataset), refused::toString);

        Loop.publish(new DatasetImportCancelled(dataset));
        Loop.awaitHandled(Topic.DATASET_EVENT);
        assertEquals(204, gateway.delete("/v1/uploads/" + id).status());
    }

    @Test
    void acceptsNoGenerationWhosePhotoIsDeletedBesides() throws Exception {
        String name = "faces-" + UUID.randomUUID();
        Loop.publish(new ModelPromoted(name, Loop.version(store, name), null));
        Loop.awaitHandled(Topic.MODEL_EVENT);
        String id = upload();
        CompletableFuture<Answer> accepted = jdbi.inTransaction(deletion -> {
            deletion.execute("UPDATE upload SET gone_at = now() WHERE id = ?", id);
            CompletableFuture<Answer> asked = CompletableFuture.supplyAsync(() -> gateway.post(
                    "/v1/generations",
                    "{'model': '%s', 'operation': 'reconstruct', 'face': {'upload': '%s'}}"
                            .formatted(name, id)
                            .replace('\'', '"')));
            Awaitility.await().atMost(PATIENCE).until(() -> asked.isDone() || waitsForALock());
            return asked;
        });
        assertEquals(410, accepted.get().status(), () -> accepted.join().toString());
        assertEquals(
                "face.upload", accepted.join().json().at("/violations/0/field").asText());
    }

    private boolean waitsForALock() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT count(*) > 0 FROM pg_stat_activity WHERE usename = current_user AND wait_event_type ="
                                + " 'Lock'")
                .mapTo(Boolean.class)
                .one());
    }

    @Test
    void deletesOldObjectsThatNoUploadOwns() {
        String orphan = UUID.randomUUID().toString();
        store.put(Bucket.UPLOADS, orphan, "lost".getBytes(UTF_8), "application/octet-stream");
        String owned = upload();

        sweep.sweep(Instant.now());
        assertTrue(store.find(Bucket.UPLOADS, orphan).isPresent(), "what is young may be on its way");

        sweep.sweep(Instant.now().plus(Duration.ofDays(3)));
        assertTrue(store.find(Bucket.UPLOADS, orphan).isEmpty());
        assertTrue(store.find(Bucket.UPLOADS, owned).isPresent());
    }

    private String upload() {
        return gateway.upload("faces.zip", BodyPublishers.ofString("archive")).text("id");
    }
}
