package io.likeness.ingest.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.EraseImage;
import io.likeness.contracts.dataset.ErasureFailed;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.contracts.dataset.ImageErased.RevisedDataset;
import io.likeness.contracts.dataset.ImageErased.RewrittenUpload;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.platform.events.Readdress;
import io.likeness.platform.events.RefusedEvent;
import io.likeness.platform.events.RefusedEvents;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Erasures that fail or die, and what the next one goes on with. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "ingest"))
class ErasureRecoveryComponentTest extends ErasureScenario {
    @Inject
    RefusedEvents refusedEvents;

    /** What one who died between two steps leaves: rows that nobody was told of, and objects of before. */
    @Test
    void goesOnWhereAnAttemptBeforeItDied() {
        imported(five());
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);
        String left = store.put(Bucket.DATASETS, datasetId + "/0/manifest.json", new byte[1], "application/json")
                .key();
        String other = Digests.sha256((erasureId + "x").getBytes(UTF_8));
        String before = "a".repeat(64);
        jdbi.useHandle(
                handle -> handle.createUpdate("INSERT INTO revised (sha256, dataset_id, before_manifest, announcement)"
                                + " VALUES (:sha256, :id, :before, :announcement)")
                        .bind("sha256", other)
                        .bind("id", datasetId)
                        .bind("before", before)
                        .bind("announcement", Json.encode(sealed))
                        .execute());

        RevisedDataset revised = only(erase(erasureId, other).datasets());

        assertEquals(
                new RevisedDataset(
                        datasetId, before, sealed.counts(), sealed.manifest(), sealed.report(), sealed.preview()),
                revised);
        assertEquals(Optional.empty(), store.find(Bucket.DATASETS, left));
    }

    @Test
    void keepsWhatADatasetWasUntilEveryUploadIsLookedThrough() throws IOException {
        imported(five());
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);

        fail(erasureId);

        store.fetch(sealed.manifest());
        DatasetManifest before = Json.decode(store.fetch(sealed.manifest()), DatasetManifest.class);
        before.shards().forEach(shard -> store.fetch(shard.images()));

        RevisedDataset revised = only(erase("again-" + erasureId).datasets());

        assertEquals(sealed.manifest().sha256(), revised.before());
        store.fetch(revised.manifest());
        assertEquals(
                Optional.empty(), store.find(Bucket.DATASETS, sealed.manifest().key()));
    }

    @Test
    void tellsStepByStepWhatErasuresThatFailedHaveChanged() throws IOException {
        ImportDataset command = imported(five());
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);
        fail(erasureId);
        DatasetSealed between = new SealedTable(jdbi).find(datasetId).orElseThrow();

        ImageErased erased = erase("other-" + erasureId, Digests.sha256(photo(1)));

        assertEquals(2, erased.datasets().size());
        assertEquals(
                new RevisedDataset(
                        datasetId,
                        sealed.manifest().sha256(),
                        between.counts(),
                        between.manifest(),
                        between.report(),
                        between.preview()),
                erased.datasets().getFirst());
        RevisedDataset last = erased.datasets().getLast();
        assertEquals(between.manifest().sha256(), last.before());
        assertEquals(4, between.counts().total());
        assertEquals(3, last.counts().total());
        store.fetch(last.manifest());
        assertEquals(2, erased.uploads().size());
        RewrittenUpload first = erased.uploads().getFirst();
        assertEquals(command.archive().sha256(), first.before().sha256());
        assertEquals(first.after(), erased.uploads().getLast().before());
        store.fetch(erased.uploads().getLast().after());
        ImageErased again = erase("again-" + erasureId);
        assertEquals(List.of(), again.datasets(), "what was told is not told again");
        assertEquals(List.of(), again.uploads());
    }

    @Test
    void failsAnErasureWhoseCommandIsNone() {
        sender.replay(
                "likeness.dataset.command.v1",
                erasureId,
                event(new EraseImage(erasureId, Digests.sha256(image)), "correlation")
                        .headers()
                        .encode(),
                ("{\"erasureId\":\"" + erasureId + "\",\"sha256\":\"none\"}").getBytes(UTF_8),
                new Readdress("ingest-service", "letter"));

        ErasureFailed failed = (ErasureFailed) awaitErasure(erasureId);
        assertEquals(ErrorCode.INVALID_REQUEST, failed.failure().code());
    }

    @Test
    void failsAnErasureWhoseEndTheBrokerRefuses() {
        Map<String, byte[]> headers = Map.of("ce_type", "likeness.dataset.event.v1.ImageErased".getBytes(UTF_8));
        byte[] content = "x".repeat(1 << 20).getBytes(UTF_8);
        RefusedEvent event = new RefusedEvent("likeness.dataset.event.v1", erasureId, headers, content, "too large");

        jdbi.useTransaction(transaction -> refusedEvents.refused(transaction, event));

        assertTrue(((ErasureFailed) awaitErasure(erasureId)).failure().message().endsWith("too large"));
    }

    /** Erases the image from everything but an upload that cannot be written again, the last of all, which is gone then. */
    private void fail(String id) throws IOException {
        String last = "zz-" + datasetId;
        store.put(Bucket.UPLOADS, last, TestArchive.zipOfOverlappingFiles(folder, image), "application/zip");
        try {
            send(new EraseImage(id, Digests.sha256(image)), "correlation");
            ErasureFailed failed = (ErasureFailed) awaitErasure(id);
            assertEquals(ErrorCode.UNSUPPORTED_ARCHIVE, failed.failure().code());
            assertTrue(
                    failed.failure().message().contains(last), failed.failure().message());
        } finally {
            store.delete(Bucket.UPLOADS, last);
        }
    }
}
