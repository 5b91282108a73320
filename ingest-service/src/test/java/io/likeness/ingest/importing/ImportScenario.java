package io.likeness.ingest.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Payload;
import io.likeness.contracts.dataset.BatchPrepared;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.CompanionFile;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.DoctorReport;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.ingest.DrawnImages;
import io.likeness.ingest.TestArchive;
import io.likeness.platform.events.EventSender;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredObject;
import io.likeness.testkit.TestPlatform;
import io.likeness.testkit.TopicReader;
import io.likeness.testkit.TopicWriter;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of imports share: commands, uploads, and the events of one dataset. */
abstract class ImportScenario {
    static final Duration LIMIT = Duration.ofSeconds(30);
    /** With a crop: some of the drawn discs would pass for faces, and some not. */
    static final ImportOptions GREY_64 = new ImportOptions(null, 1, 64, new CentreCrop(1, 1), "for tests");

    @Inject
    EventSender sender;

    @Inject
    ObjectStore store;

    @Inject
    Jdbi jdbi;

    @TempDir
    Path folder;

    final String datasetId = "dataset-" + UUID.randomUUID();

    static void send(Payload payload, String correlation) {
        Event<Payload> event = event(payload, correlation);
        try (TopicWriter writer = TopicWriter.open(TestPlatform.shared().bootstrapServers())) {
            writer.write(
                    event.topic().topicName(),
                    payload.aggregateId(),
                    event.headers().encode(),
                    event.encodePayload());
        }
    }

    static Event<Payload> event(Payload payload, String correlation) {
        return Event.of(payload, "test", correlation, Clock.systemUTC());
    }

    void awaitDone(String id) {
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT (SELECT ended_at IS NOT NULL FROM job WHERE id = :id) AND NOT EXISTS (SELECT 1"
                                        + " FROM outbox)")
                        .bind("id", id)
                        .mapTo(Boolean.class)
                        .one()));
    }

    ImportDataset celeba() {
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

    /** Enough for a cancellation to meet it at work. */
    ImportDataset many(int count) {
        TestArchive archive = new TestArchive();
        for (int k = 1; k <= count; k++) {
            archive.file("%06d.jpg".formatted(k), DrawnImages.jpeg(k));
        }
        return new ImportDataset(datasetId, "faces", upload("many", archive), List.of(), GREY_64);
    }

    static TestArchive images() {
        TestArchive archive = new TestArchive();
        for (int k = 1; k <= 5; k++) {
            archive.file("00000%d.jpg".formatted(k), DrawnImages.jpeg(k));
        }
        return archive.file("notes.txt", "hello");
    }

    ObjectReference upload(String name, TestArchive archive) {
        return store.put(Bucket.UPLOADS, datasetId + "-" + name, archive.zip(folder), "application/zip");
    }

    /** Keys of what is stored of the dataset, but for what the doctor says of it, whenever he comes. */
    List<String> objects() {
        return keys(Bucket.DATASETS).stream()
                .filter(key -> !key.equals(DoctorReport.key(key)))
                .toList();
    }

    List<String> keys(Bucket bucket) {
        try (Stream<StoredObject> objects = store.list(bucket, datasetId)) {
            return objects.map(StoredObject::key).toList();
        }
    }

    <T extends Payload> T awaitEnd(Class<T> type) {
        return awaitEnd(datasetId, type);
    }

    static <T extends Payload> T awaitEnd(String id, Class<T> type) {
        try (TopicReader reader =
                TopicReader.open(TestPlatform.shared().bootstrapServers(), Topic.DATASET_EVENT.topicName())) {
            return type.cast(payload(
                    Topic.DATASET_EVENT,
                    reader.await(
                            LIMIT, record -> id.equals(record.key()) && end(payload(Topic.DATASET_EVENT, record)))));
        }
    }

    static boolean end(Payload payload) {
        return payload instanceof DatasetSealed
                || payload instanceof DatasetRejected
                || payload instanceof DatasetImportCancelled;
    }

    <T extends Payload> List<T> events(Class<T> type) {
        return records(Topic.DATASET_EVENT).stream()
                .map(record -> payload(Topic.DATASET_EVENT, record))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    List<BatchPrepared> batches() {
        return records(Topic.DATASET_BATCH).stream()
                .map(record -> (BatchPrepared) payload(Topic.DATASET_BATCH, record))
                .toList();
    }

    List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        return records(topic, datasetId);
    }

    static List<ConsumerRecord<String, byte[]>> records(Topic topic, String key) {
        try (TopicReader reader = TopicReader.open(TestPlatform.shared().bootstrapServers(), topic.topicName())) {
            return reader.readAll().stream()
                    .filter(record -> key.equals(record.key()))
                    .toList();
        }
    }

    static Payload payload(Topic topic, ConsumerRecord<String, byte[]> record) {
        return Event.decode(topic, headers(record), record.value()).payload();
    }

    static Map<String, byte[]> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        return headers;
    }
}
