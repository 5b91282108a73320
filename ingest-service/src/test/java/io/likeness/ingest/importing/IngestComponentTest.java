package io.likeness.ingest.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.BatchPrepared;
import io.likeness.contracts.dataset.CancelImport;
import io.likeness.contracts.dataset.CompanionFile;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.event.Payload;
import io.likeness.contracts.event.Topic;
import io.likeness.ingest.DrawnImages;
import io.likeness.ingest.TestArchive;
import io.likeness.platform.events.EventSender;
import io.likeness.platform.events.EventWriter;
import io.likeness.platform.events.Readdress;
import io.likeness.platform.events.RefusedEvent;
import io.likeness.platform.events.RefusedEvents;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.likeness.testkit.TopicReader;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with a real broker, store and database: commands in, shards and events out. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "ingest"))
class IngestComponentTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ImportOptions GREY_64 = new ImportOptions(null, 1, 64, null, "for tests");

    @Inject
    EventSender sender;

    @Inject
    EventWriter writer;

    @Inject
    ObjectStore store;

    @Inject
    Jdbi jdbi;

    @Inject
    RefusedEvents refusedEvents;

    @TempDir
    Path folder;

    private final String datasetId = "dataset-" + UUID.randomUUID();

    @Test
    void sealsADatasetWhoseShardsAreAsAnnounced() {
        ImportDataset command = celeba();

        sender.publish(writer.envelope(command, "correlation-1"));
        DatasetSealed sealed = awaitEnd(DatasetSealed.class);

        assertEquals(new SplitCounts(3, 1, 1), sealed.counts());
        assertEquals(1, sealed.skipped());
        assertEquals(Layout.CELEBA, sealed.layout());
        assertEquals(
                new DatasetImportStarted(datasetId, "faces", Layout.CELEBA, 6),
                events(DatasetImportStarted.class).getFirst());
        DatasetManifest manifest = Json.decode(store.fetch(sealed.manifest()), DatasetManifest.class);
        assertEquals(sealed.counts(), manifest.counts());
        assertEquals("for tests", manifest.terms());
        for (Shard shard : manifest.shards()) {
            assertEquals(shard.count() * 64 * 64, store.fetch(shard.images()).length);
            assertEquals(
                    shard.count(),
                    new String(store.fetch(shard.rows()), UTF_8).lines().count());
        }
        assertEquals(
                manifest.shards(), batches().stream().map(BatchPrepared::shard).toList());
        ImportReport report = Json.decode(store.fetch(sealed.report()), ImportReport.class);
        assertEquals("notes.txt", report.skipped().getFirst().source());
        assertTrue(store.fetch(sealed.preview()).length > 100);
    }

    @Test
    void carriesTheCorrelationToTheLastEvent() {
        sender.publish(writer.envelope(celeba(), "correlation-2"));
        awaitEnd(DatasetSealed.class);

        assertTrue(records(Topic.DATASET_EVENT).stream()
                .map(record -> EventHeaders.decode(headers(record)).correlationId())
                .allMatch("correlation-2"::equals));
    }

    @Test
    void rejectsAnArchiveThatIsNone() {
        ObjectReference upload = store.put(Bucket.UPLOADS, datasetId, "hello".getBytes(UTF_8), "application/zip");
        sender.publish(
                writer.envelope(new ImportDataset(datasetId, "faces", upload, List.of(), GREY_64), "correlation-3"));

        assertEquals(
                ErrorCode.UNSUPPORTED_ARCHIVE,
                awaitEnd(DatasetRejected.class).failure().code());
    }

    @Test
    void rejectsAnUploadThatIsNotWhatTheCommandPins() {
        ObjectReference upload = upload("archive", images());
        ObjectReference other = new ObjectReference(
                upload.bucket(), upload.key(), Digests.sha256(new byte[1]), upload.bytes(), upload.mediaType());
        sender.publish(
                writer.envelope(new ImportDataset(datasetId, "faces", other, List.of(), GREY_64), "correlation-4"));

        assertEquals(
                ErrorCode.DIGEST_MISMATCH,
                awaitEnd(DatasetRejected.class).failure().code());
    }

    @Test
    void rejectsADatasetWhoseCommandAsksForWhatItDoesNotKnow() {
        ImportDataset command = celeba();
        String later =
                new String(Json.encode(command), UTF_8).replace("\"options\":{", "\"options\":{\"layout\":\"ffhq\",");
        sender.replay(
                "likeness.dataset.command.v1",
                datasetId,
                writer.envelope(command, "correlation-8").headers().encode(),
                later.getBytes(UTF_8),
                new Readdress("ingest-service", "letter"));
        DatasetRejected rejected = awaitEnd(DatasetRejected.class);
        assertEquals("faces", rejected.name());
        assertEquals(
                new Failure(
                        ErrorCode.INVALID_REQUEST,
                        "layout: expected one of [celeba, lfw, utkface, folder], found one that is not known here",
                        false),
                rejected.failure());
    }

    @Test
    void rejectsADatasetWhoseCommandIsNone() {
        sender.replay(
                "likeness.dataset.command.v1",
                datasetId,
                Map.of("odd", new byte[] {1}),
                new byte[] {1},
                new Readdress("ingest-service", "letter"));
        DatasetRejected rejected = awaitEnd(DatasetRejected.class);
        assertEquals("unnamed", rejected.name());
        assertEquals(ErrorCode.MALFORMED_EVENT, rejected.failure().code());
    }

    @Test
    void rejectsADatasetWhoseSealTheBrokerRefuses() {
        Map<String, byte[]> headers = Map.of(
                "ce_type", "likeness.dataset.event.v1.DatasetSealed".getBytes(UTF_8),
                "likeness_correlation_id", "correlation-9".getBytes(UTF_8));
        byte[] content = ("{\"name\":\"faces\",\"filling\":\"" + "x".repeat(1 << 20) + "\"}").getBytes(UTF_8);
        RefusedEvent event = new RefusedEvent("likeness.dataset.event.v1", datasetId, headers, content, "too large");
        jdbi.useTransaction(transaction -> refusedEvents.refused(transaction, event));
        DatasetRejected rejected = awaitEnd(DatasetRejected.class);
        assertEquals("faces", rejected.name());
        assertTrue(rejected.failure().message().endsWith("found it refused: too large"));
    }

    @Test
    void importsOnceWhateverTheNumberOfCommands() {
        ImportDataset command = celeba();
        sender.publish(writer.envelope(command, "correlation-5"));
        awaitEnd(DatasetSealed.class);

        sender.publish(writer.envelope(command, "correlation-5"));
        ImportDataset next =
                new ImportDataset("after-" + datasetId, "faces", command.archive(), command.companions(), GREY_64);
        sender.publish(writer.envelope(next, "correlation-5"));
        awaitDone(next.datasetId());

        assertEquals(1, events(DatasetSealed.class).size());
    }

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

        sender.publish(writer.envelope(new CancelImport(datasetId), "correlation-13"));

        awaitEnd(DatasetImportCancelled.class);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> store.find(Bucket.DATASETS, lost.key()).isEmpty());
    }

    @Test
    void announcesAfterADeathBetweenStoringAndAnnouncing() {
        ObjectReference document = store.put(Bucket.DATASETS, datasetId + "/x", new byte[1], "application/json");
        DatasetSealed stored = new DatasetSealed(
                datasetId, "faces", Layout.LFW, new SplitCounts(7, 1, 1), 0, document, document, document, 1.5);
        jdbi.useTransaction(transaction -> new SealedTable(jdbi).pin(transaction, stored));
        abandon(celeba());

        assertEquals(stored, awaitEnd(DatasetSealed.class));
        awaitDone(datasetId);
        assertEquals(List.of(stored), events(DatasetSealed.class));
        assertEquals(List.of(), events(DatasetImportStarted.class));
    }

    @Test
    void saysTheSameAgainAfterADeathBetweenAnnouncingAndDone() {
        sender.publish(writer.envelope(celeba(), "correlation-6"));
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
            sender.publish(writer.envelope(command, "correlation-7"));
            Awaitility.await().atMost(LIMIT).until(() -> attempts() > 1);
        } finally {
            TestPlatform.shared().store().start();
        }

        assertEquals(5, awaitEnd(DatasetSealed.class).counts().total());
        assertTrue(
                events(ImportProgressed.class).stream().anyMatch(progress -> progress.waitingFor() != null),
                "the reason is told while it waits");
    }

    @Test
    void endsARunningImportWithinAnImageAndLeavesNoObjectBehind() {
        ImportDataset running = many(8_000);
        sender.publish(writer.envelope(running, "correlation-8"));
        Awaitility.await().atMost(LIMIT).until(() -> !batches().isEmpty());

        sender.publish(writer.envelope(new CancelImport(datasetId), "correlation-9"));

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
        sender.publish(writer.envelope(running, "correlation-10"));
        sender.publish(writer.envelope(queued, "correlation-10"));
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> !events(DatasetImportStarted.class).isEmpty());

        sender.publish(writer.envelope(new CancelImport(queued.datasetId()), "correlation-11"));

        awaitEnd(queued.datasetId(), DatasetImportCancelled.class);
        assertEquals(List.of(), events(DatasetSealed.class), "the other still runs");
        sender.publish(writer.envelope(new CancelImport(datasetId), "correlation-11"));
        awaitEnd(DatasetImportCancelled.class);
    }

    @Test
    void neverStartsAnImportThatWasCancelledBeforeItsCommandCame() {
        sender.publish(writer.envelope(new CancelImport(datasetId), "correlation-12"));
        awaitEnd(DatasetImportCancelled.class);

        sender.publish(writer.envelope(celeba(), "correlation-12"));
        ImportDataset next =
                new ImportDataset("after-" + datasetId, "faces", upload("next", images()), List.of(), GREY_64);
        sender.publish(writer.envelope(next, "correlation-12"));
        awaitDone(next.datasetId());

        assertEquals(List.of(), events(DatasetImportStarted.class));
        assertEquals(1, events(DatasetImportCancelled.class).size());
    }

    /** Enough for a cancellation to meet it at work. */
    private ImportDataset many(int count) {
        TestArchive archive = new TestArchive();
        for (int k = 1; k <= count; k++) {
            archive.file("%06d.jpg".formatted(k), DrawnImages.jpeg(k));
        }
        return new ImportDataset(datasetId, "faces", upload("many", archive), List.of(), GREY_64);
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

    private void awaitDone(String id) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT (SELECT ended_at IS NOT NULL FROM job WHERE id = :id) AND NOT EXISTS (SELECT 1"
                                        + " FROM outbox)")
                        .bind("id", id)
                        .mapTo(Boolean.class)
                        .one()));
    }

    private ImportDataset celeba() {
        ObjectReference partition = store.put(
                Bucket.UPLOADS,
                datasetId + "-partition",
                "000001.jpg 0\n000002.jpg 0\n000003.jpg 0\n000004.jpg 1\n000005.jpg 2\n".getBytes(UTF_8),
                "text/plain");
        return new ImportDataset(
                datasetId,
                "faces",
                upload("archive", images()),
                List.of(new CompanionFile("list_eval_partition.txt", partition)),
                GREY_64);
    }

    private static TestArchive images() {
        TestArchive archive = new TestArchive();
        for (int k = 1; k <= 5; k++) {
            archive.file("00000%d.jpg".formatted(k), DrawnImages.jpeg(k));
        }
        return archive.file("notes.txt", "hello");
    }

    private ObjectReference upload(String name, TestArchive archive) {
        return store.put(Bucket.UPLOADS, datasetId + "-" + name, archive.zip(folder), "application/zip");
    }

    private <T extends Payload> T awaitEnd(Class<T> type) {
        return awaitEnd(datasetId, type);
    }

    private static <T extends Payload> T awaitEnd(String id, Class<T> type) {
        try (TopicReader reader =
                TopicReader.open(TestPlatform.shared().bootstrapServers(), Topic.DATASET_EVENT.topicName())) {
            return type.cast(payload(
                    Topic.DATASET_EVENT,
                    reader.await(
                            LIMIT, record -> id.equals(record.key()) && end(payload(Topic.DATASET_EVENT, record)))));
        }
    }

    private static boolean end(Payload payload) {
        return payload instanceof DatasetSealed
                || payload instanceof DatasetRejected
                || payload instanceof DatasetImportCancelled;
    }

    private <T extends Payload> List<T> events(Class<T> type) {
        return records(Topic.DATASET_EVENT).stream()
                .map(record -> payload(Topic.DATASET_EVENT, record))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private List<BatchPrepared> batches() {
        return records(Topic.DATASET_BATCH).stream()
                .map(record -> (BatchPrepared) payload(Topic.DATASET_BATCH, record))
                .toList();
    }

    private List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        try (TopicReader reader = TopicReader.open(TestPlatform.shared().bootstrapServers(), topic.topicName())) {
            return reader.readAll().stream()
                    .filter(record -> datasetId.equals(record.key()))
                    .toList();
        }
    }

    private static Payload payload(Topic topic, ConsumerRecord<String, byte[]> record) {
        return Event.decode(topic, headers(record), record.value()).payload();
    }

    private static Map<String, byte[]> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        return headers;
    }
}
