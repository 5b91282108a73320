package io.likeness.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.BatchPrepared;
import io.likeness.contracts.dataset.CancelImport;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Imports that are cancelled: at work, while they wait, and before they are known. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "ingest"))
class ImportCancellationComponentTest extends ImportScenario {

    @Test
    void deletesWhatLostAttemptsHaveStoredOnceItIsCancelled() {
        ObjectReference lost =
                store.put(Bucket.DATASETS, datasetId + "/1/shards/00000.bin", new byte[9], "application/octet-stream");
        jdbi.useHandle(handle -> handle.createUpdate(
                        "INSERT INTO job (kind, id, payload, correlation_id, state, attempt, fence,"
                                + " available_at) VALUES (:kind, :id, :payload, 'correlation', 'queued', 1, 1, 'infinity')")
                .bind("kind", ImportJobs.KIND)
                .bind("id", datasetId)
                .bind("payload", Json.encode(celeba()))
                .execute());

        send(new CancelImport(datasetId), "correlation-13");

        awaitEnd(DatasetImportCancelled.class);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> store.find(Bucket.DATASETS, lost.key()).isEmpty());
    }

    @Test
    void endsARunningImportWithinAnImageAndLeavesNoObjectBehind() {
        ImportDataset running = many(8_000);
        send(running, "correlation-8");
        Awaitility.await().atMost(LIMIT).until(() -> !batches().isEmpty());

        send(new CancelImport(datasetId), "correlation-9");

        awaitEnd(DatasetImportCancelled.class);
        awaitDone(datasetId);
        List<BatchPrepared> stored = batches();
        assertTrue(stored.size() < 7, "8,000 images would be eight shards or more, found " + stored.size());
        for (BatchPrepared batch : stored) {
            for (ObjectReference object :
                    List.of(batch.shard().images(), batch.shard().rows())) {
                assertEquals(Optional.empty(), store.find(Bucket.DATASETS, object.key()), object.key());
            }
        }
        assertEquals(List.of(), events(DatasetSealed.class));
        assertEquals(List.of(), events(DatasetRejected.class));
    }

    @Test
    void endsAQueuedImportAtOnceWhileAnotherRuns() {
        ImportDataset running = many(8_000);
        ImportDataset queued =
                new ImportDataset("queued-" + datasetId, "faces", running.archive(), List.of(), running.options());
        send(running, "correlation-10");
        send(queued, "correlation-10");
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> !events(DatasetImportStarted.class).isEmpty());

        send(new CancelImport(queued.datasetId()), "correlation-11");

        awaitEnd(queued.datasetId(), DatasetImportCancelled.class);
        assertEquals(List.of(), events(DatasetSealed.class), "the other still runs");
        send(new CancelImport(datasetId), "correlation-11");
        awaitEnd(DatasetImportCancelled.class);
    }

    @Test
    void neverStartsAnImportThatWasCancelledBeforeItsCommandCame() {
        send(new CancelImport(datasetId), "correlation-12");
        awaitEnd(DatasetImportCancelled.class);

        send(celeba(), "correlation-12");
        ImportDataset next =
                new ImportDataset("after-" + datasetId, "faces", upload("next", images()), List.of(), GREY_64);
        send(next, "correlation-12");
        awaitDone(next.datasetId());

        assertEquals(List.of(), events(DatasetImportStarted.class));
        assertEquals(1, events(DatasetImportCancelled.class).size());
    }
}
