package io.likeness.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.DatasetDeleted;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.DeleteDataset;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.Topic;
import io.likeness.ingest.storage.SealedTable;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.OrphanSweep;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Datasets that are deleted in any state, and objects that no dataset owns. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "ingest"))
class ImportDeletionComponentTest extends ImportScenario {
    @Inject
    OrphanSweep orphans;

    @Test
    void deletesASealedDatasetAndSaysSoOnce() {
        send(celeba(), "correlation-14");
        awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);
        store.put(Bucket.DATASETS, "other-" + datasetId + "/1/manifest.json", new byte[1], "application/json");

        send(new DeleteDataset(datasetId), "correlation-14");
        awaitDeleted();

        assertEquals(List.of(), objects());
        assertTrue(new SealedTable(jdbi).find(datasetId).isEmpty());
        assertTrue(store.find(Bucket.DATASETS, "other-" + datasetId + "/1/manifest.json")
                .isPresent());
        send(new DeleteDataset(datasetId), "correlation-14");
        send(celeba(), "correlation-14");
        settle();
        assertEquals(1, events(DatasetDeleted.class).size());
        assertEquals(1, events(DatasetSealed.class).size(), "it is not imported again");
        assertEquals(List.of(), objects());
    }

    @Test
    void deletesADatasetWhileItIsImported() {
        send(many(8_000), "correlation-15");
        Awaitility.await().atMost(LIMIT).until(() -> !batches().isEmpty());

        send(new DeleteDataset(datasetId), "correlation-15");
        awaitDeleted();

        assertEquals(List.of(), objects());
        assertEquals(List.of(), events(DatasetSealed.class));
    }

    /** What has gone so far that it cannot be called off is sealed first, and deleted then. */
    @Test
    void deletesADatasetThatIsAboutToBeSealed() {
        ObjectReference document = store.put(Bucket.DATASETS, datasetId + "/1/x", new byte[1], "application/json");
        DatasetSealed stored = new DatasetSealed(
                datasetId, "faces", Layout.LFW, new SplitCounts(7, 1, 1), 0, document, document, document, 1.5);
        jdbi.useTransaction(transaction -> {
            new SealedTable(jdbi).pin(transaction, TenantId.MAIN, stored);
            transaction
                    .createUpdate(
                            "INSERT INTO job (kind, id, payload, correlation_id, state, attempt, fence, pinned, available_at)"
                                    + " VALUES (:kind, :id, :payload, 'correlation', 'queued', 1, 1, true, now() + interval '1 s')")
                    .bind("kind", ImportJobs.KIND)
                    .bind("id", datasetId)
                    .bind("payload", Json.encode(celeba()))
                    .execute();
        });
        send(new DeleteDataset(datasetId), "correlation-16");
        awaitDeleted();
        assertEquals(List.of(stored), events(DatasetSealed.class));
        assertEquals(List.of(), objects());
    }

    @Test
    void neverStartsAnImportThatWasDeletedBeforeItsCommandCame() {
        send(new DeleteDataset(datasetId), "correlation-17");
        awaitDeleted();
        send(celeba(), "correlation-17");
        settle();
        assertEquals(List.of(), events(DatasetImportStarted.class));
        assertEquals(List.of(), objects());
    }

    @Test
    void deletesOldObjectsThatNoDatasetOwns() {
        send(celeba(), "correlation-18");
        awaitEnd(DatasetSealed.class);
        awaitDone(datasetId);
        List<String> owned = objects();
        jdbi.useHandle(handle -> handle.createUpdate("INSERT INTO job (kind, id, payload, correlation_id, available_at)"
                        + " VALUES (:kind, :id, '', 'correlation', 'infinity')")
                .bind("kind", ImportJobs.KIND)
                .bind("id", "open-" + datasetId)
                .execute());
        String lost = put(datasetId + "/7/shards/00000.bin");
        String nobodys = put("none-" + datasetId + "/1/manifest.json");
        String open = put("open-" + datasetId + "/1/shards/00000.bin");

        orphans.sweep(Instant.now());
        assertTrue(store.find(Bucket.DATASETS, lost).isPresent(), "what is young may be on its way");
        orphans.sweep(Instant.now().plus(Duration.ofDays(3)));
        assertEquals(owned, objects());
        assertEquals(Optional.empty(), store.find(Bucket.DATASETS, nobodys));
        assertTrue(store.find(Bucket.DATASETS, open).isPresent());
    }

    private String put(String key) {
        return store.put(Bucket.DATASETS, key, new byte[1], "application/octet-stream")
                .key();
    }

    private void awaitDeleted() {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> !events(DatasetDeleted.class).isEmpty());
    }

    /** Returns when every command that was sent has been handled. */
    private static void settle() {
        Map<String, Object> address =
                Map.of("bootstrap.servers", TestPlatform.shared().bootstrapServers());
        try (Admin admin = Admin.create(address)) {
            Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, Topic.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(Topic.DATASET_COMMAND.topicName(), partition))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            var ends = admin.listOffsets(latest).all().get();
            Awaitility.await().atMost(LIMIT).until(() -> {
                var committed = admin.listConsumerGroupOffsets("ingest-service")
                        .partitionsToOffsetAndMetadata()
                        .get();
                return ends.entrySet().stream()
                        .filter(end -> end.getValue().offset() > 0)
                        .allMatch(end -> committed.containsKey(end.getKey())
                                && committed.get(end.getKey()).offset()
                                        >= end.getValue().offset());
            });
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("no offsets", e);
        }
    }
}
