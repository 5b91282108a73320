package io.likeness.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.EraseImage;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.ingest.DrawnImages;
import io.likeness.ingest.TestArchive;
import io.likeness.ingest.erasure.ErasedTable;
import io.likeness.ingest.erasure.Erasures;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Erasures beside imports, seals, deletions and each other. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "ingest"))
class ErasureConcurrencyComponentTest extends ErasureScenario {
    @Test
    void sealsAnImportWithoutAnImageThatIsErasedMeanwhile() {
        TestArchive archive = new TestArchive().file("first.jpg", image);
        for (int k = 1; k <= 6_000; k++) {
            archive.file("%06d.jpg".formatted(k), DrawnImages.jpeg(number + k));
        }
        imported(archive);
        Awaitility.await().atMost(LIMIT).until(() -> !batches().isEmpty());

        ImageErased erased = erase(erasureId);

        assertEquals(List.of(), erased.datasets(), "it was not sealed with it");
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        assertEquals(6_000, sealed.counts().total());
        awaitDone(datasetId);
        assertEquals(1, events(DatasetSealed.class).size());
        assertEquals(0, number(datasetId, "failures + lost"), "beginning anew costs no attempt");
        assertEquals(2, number(datasetId, "attempt"));
        assertTrue(sealed.manifest().key().startsWith(datasetId + "/2/"));
    }

    @Test
    void breaksAnImportOffOnceAnImageThatItHasTakenInIsErased() {
        TestArchive archive = new TestArchive().file("first.jpg", image);
        for (int k = 1; k <= 12_000; k++) {
            archive.file("%06d.jpg".formatted(k), DrawnImages.jpeg(number + k));
        }
        imported(archive);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> !events(DatasetImportStarted.class).isEmpty());

        jdbi.useHandle(handle -> handle.execute("INSERT INTO erased (sha256) VALUES (?)", Digests.sha256(image)));

        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        assertEquals(12_000, sealed.counts().total());
        awaitDone(datasetId);
        assertEquals(0, number(datasetId, "failures + lost"), "beginning anew costs no attempt");
        assertEquals(2, number(datasetId, "attempt"));
        assertEquals(
                1,
                events(ImportProgressed.class).stream()
                        .filter(progress -> progress.read() == progress.entries())
                        .count(),
                "only one attempt has gone to the end");
    }

    @Test
    void doesNotBringBackADatasetThatIsDeleted() {
        imported(five());
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);
        jdbi.useTransaction(transaction -> {
            transaction.execute("INSERT INTO deleted (dataset_id, correlation_id) VALUES (?, 'c')", datasetId);
            assertFalse(SealedTable.replace(transaction, sealed));
            transaction.rollback();
        });
    }

    /** As another instance would have it. */
    @Test
    void waitsForItsTurn() {
        jdbi.useTransaction(transaction -> {
            transaction.execute(
                    "INSERT INTO job (kind, id, payload, correlation_id, state, attempt, fence, owner, lease_until)"
                            + " VALUES (?, ?, '', 'c', 'running', 1, 7, 'other', now() + interval '1 h')",
                    Erasures.KIND,
                    "other-" + erasureId);
            transaction.execute("UPDATE erasing SET erasure_id = ?, fence = 7", "other-" + erasureId);
        });
        send(new EraseImage(erasureId, Digests.sha256(image)), "correlation");
        Awaitility.await().atMost(LIMIT).until(() -> state(erasureId).equals("running"));
        assertEquals("other-" + erasureId, turn());

        jdbi.useHandle(handle -> handle.execute(
                "UPDATE job SET state = 'succeeded', ended_at = now() WHERE id = ?", "other-" + erasureId));

        assertEquals(List.of(), awaitErased(erasureId).datasets());
        assertEquals(erasureId, turn());
    }

    /** Whoever seals a dataset at that moment has sealed it before the erasure begins to look. */
    @Test
    void letsNobodyEraseWhileADatasetIsSealed() {
        String sha256 = Digests.sha256(image);
        jdbi.useTransaction(transaction -> {
            Set<String> known = ErasedTable.lock(transaction, TenantId.MAIN);
            assertFalse(known.contains(sha256));
            send(new EraseImage(erasureId, sha256), "correlation");
            Awaitility.await().atMost(LIMIT).until(() -> waiting() > 0);
            assertEquals(List.of(), ends(erasureId));
        });
        assertEquals(List.of(), awaitErased(erasureId).datasets());
    }

    private int number(String id, String column) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + column + " FROM job WHERE id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one());
    }

    private String state(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT state FROM job WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse("unknown"));
    }

    private String turn() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT erasure_id FROM erasing")
                .mapTo(String.class)
                .one());
    }

    /** Those who wait for the digests. */
    private int waiting() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = CAST('erased' AS regclass)")
                .mapTo(Integer.class)
                .one());
    }
}
