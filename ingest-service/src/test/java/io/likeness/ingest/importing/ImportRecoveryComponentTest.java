package io.likeness.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Deaths between the steps of an import, and a store that is away. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "ingest"))
class ImportRecoveryComponentTest extends ImportScenario {

    @Test
    void importsAgainAfterADeathBeforeTheResultWasStored() {
        abandon(celeba());

        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        assertEquals(5, sealed.counts().total());
        // The dead runner's fence is 1: should it live on, it writes elsewhere.
        assertEquals(datasetId + "/2/manifest.json", sealed.manifest().key());
        assertEquals(
                datasetId + "/2/shards/00000.bin",
                batches().getFirst().shard().images().key());
        awaitDone(datasetId);
        assertEquals(1, events(DatasetSealed.class).size());
    }

    @Test
    void deletesWhatLostAttemptsHaveStoredOnceItHasSealed() {
        ImportDataset command = celeba();
        store.put(Bucket.DATASETS, datasetId + "/1/shards/00000.bin", new byte[9], "application/octet-stream");
        store.put(Bucket.DATASETS, "other-" + datasetId + "/1/manifest.json", new byte[1], "application/json");
        abandon(command);

        DatasetSealed sealed = awaitEnd(DatasetSealed.class);

        awaitDone(datasetId);
        assertEquals(Optional.empty(), store.find(Bucket.DATASETS, datasetId + "/1/shards/00000.bin"));
        assertTrue(store.find(Bucket.DATASETS, sealed.manifest().key()).isPresent());
        assertTrue(store.find(Bucket.DATASETS, "other-" + datasetId + "/1/manifest.json")
                .isPresent());
    }

    @Test
    void announcesAfterADeathBetweenStoringAndAnnouncing() {
        ObjectReference document = store.put(Bucket.DATASETS, datasetId + "/x", new byte[1], "application/json");
        DatasetSealed stored = new DatasetSealed(
                datasetId, "faces", Layout.LFW, new SplitCounts(7, 1, 1), 0, document, document, document, 1.5);
        jdbi.useTransaction(transaction -> new SealedTable(jdbi).pin(transaction, TenantId.MAIN, stored));
        abandon(celeba());

        assertEquals(stored, awaitEnd(DatasetSealed.class));
        awaitDone(datasetId);
        assertEquals(List.of(stored), events(DatasetSealed.class));
        assertEquals(List.of(), events(DatasetImportStarted.class));
    }

    @Test
    void saysTheSameAgainAfterADeathBetweenAnnouncingAndDone() {
        send(celeba(), "correlation-6");
        DatasetSealed first = awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);

        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE job SET state = 'running', lease_until = now() - interval '1 s' WHERE id = :id")
                .bind("id", datasetId)
                .execute());
        awaitDone(datasetId);

        Awaitility.await().atMost(LIMIT).until(() -> events(DatasetSealed.class).size() == 2);
        assertEquals(List.of(first, first), events(DatasetSealed.class));
        assertEquals(1, events(DatasetImportStarted.class).size());
        store.fetch(first.manifest());
    }

    @Test
    void waitsForAStoreThatIsAway() {
        ImportDataset command = celeba();
        TestPlatform.shared().store().kill();
        try {
            send(command, "correlation-7");
            Awaitility.await().atMost(LIMIT).until(() -> attempts() > 1);
        } finally {
            TestPlatform.shared().store().start();
        }

        assertEquals(5, awaitEnd(DatasetSealed.class).counts().total());
        assertTrue(
                events(ImportProgressed.class).stream().anyMatch(progress -> progress.waitingFor() != null),
                "the reason is told while it waits");
    }

    /** A job whose runner died: taken, and its lease run out. */
    private void abandon(ImportDataset command) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "INSERT INTO job (kind, id, payload, correlation_id, state, attempt, fence, owner, lease_until)"
                                + " VALUES (:kind, :id, :payload, 'correlation', 'running', 1, 1, 'dead', now())")
                .bind("kind", ImportJobs.KIND)
                .bind("id", command.datasetId())
                .bind("payload", Json.encode(command))
                .execute());
    }

    private int attempts() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT attempt FROM job WHERE id = :id")
                .bind("id", datasetId)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0));
    }
}
