package io.likeness.platform.stored;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.MinioObjectStore;
import io.likeness.platform.store.ObjectStore;
import io.likeness.platform.store.StoredObject;
import io.likeness.platform.store.UnfinishedUpload;
import io.likeness.platform.testing.StoreSettings;
import io.likeness.testkit.StoredPlatform;
import io.likeness.testkit.TopicReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What 0.1.0 wrote with Kafka 4.1.2, S3Proxy 3.1.0 and PostgreSQL 18.1: one import, one training, one generation. */
final class StoredFolderTest {
    private static final String SECRET = "storedfolder";

    /** What a loop that runs well writes. */
    private static final Set<String> TYPES = Set.of(
            "ImportDataset",
            "DatasetImportStarted",
            "ImportProgressed",
            "BatchPrepared",
            "DatasetSealed",
            "StartTraining",
            "TrainingQueued",
            "TrainingStarted",
            "EpochCompleted",
            "TrainingCompleted",
            "ModelRegistered",
            "GateDecided",
            "ModelPromoted",
            "GenerateFaces",
            "GenerationStarted",
            "FacesGenerated");

    private static final Set<String> ARTIFACTS = Set.of(
            "decoder.onnx",
            "density.json",
            "directions.json",
            "encoder.onnx",
            "evaluation.html",
            "film.apng",
            "film.png",
            "manifest.json",
            "report.json");

    private static final StoredPlatform STORED = open();
    private static final ObjectStore STORE = new MinioObjectStore(
            new StoreSettings(STORED.storeEndpoint(), STORED.storeKeys().secretKey(), "likeness-"));

    private static StoredPlatform open() {
        try (InputStream archive =
                Objects.requireNonNull(StoredFolderTest.class.getResourceAsStream("/stored/0.1.0.tar.xz"))) {
            return StoredPlatform.open(archive, SECRET);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @AfterAll
    static void close() {
        STORED.close();
    }

    @Test
    void readsEveryEventAndTakesMore() throws Exception {
        assertEquals(
                TYPES,
                records()
                        .map(record -> decoded(record).payload().getClass().getSimpleName())
                        .collect(toSet()));
        List<ConsumerRecord<String, byte[]>> before = read(Topic.GENERATION_EVENT);
        ConsumerRecord<String, byte[]> last = before.getLast();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", STORED.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(last.topic(), null, last.key(), last.value(), last.headers()))
                    .get();
        }
        List<ConsumerRecord<String, byte[]>> after = read(Topic.GENERATION_EVENT);
        assertEquals(before.size() + 1, after.size());
        assertEquals(decoded(last), decoded(after.getLast()));
    }

    @Test
    void knowsHowFarEachServiceHadRead() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", STORED.bootstrapServers()))) {
            for (String group : List.of("gateway", "generator-service", "ingest-service", "trainer-service")) {
                long read =
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                                .mapToLong(offset -> offset.offset())
                                .sum();
                assertTrue(read > 0, group);
            }
        }
    }

    @Test
    void readsEveryObjectThatAnEventNamesAndReplacesIt() {
        Set<ObjectReference> references = records()
                .flatMap(record -> references(Json.tree(record.value())))
                .collect(toSet());
        assertEquals(14, references.size());
        for (ObjectReference reference : references) {
            byte[] content = STORE.fetch(reference);
            assertEquals(reference.bytes(), content.length);
            Bucket bucket = Arrays.stream(Bucket.values())
                    .filter(candidate -> candidate.logicalName().equals(reference.bucket()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(reference, STORE.put(bucket, reference.key(), content, reference.mediaType()));
            assertArrayEquals(content, STORE.fetch(reference));
        }
    }

    @Test
    void listsTheObjectsAndTheUploadThatNobodyFinished() {
        try (Stream<StoredObject> models = STORE.list(Bucket.MODELS, "")) {
            assertEquals(
                    ARTIFACTS,
                    models.map(StoredObject::key)
                            .map(key -> key.substring(key.lastIndexOf('/') + 1))
                            .collect(toSet()));
        }
        List<UnfinishedUpload> left = STORE.unfinished(Bucket.MODELS, "left/");
        assertEquals(
                List.of("left/behind.bin"),
                left.stream().map(UnfinishedUpload::key).toList());
        STORE.abort(Bucket.MODELS, left.getFirst());
        assertEquals(List.of(), STORE.unfinished(Bucket.MODELS, ""));
    }

    @Test
    void readsRowsAndTakesMore() {
        assertEquals(
                List.of("dataset succeeded", "generation succeeded", "training succeeded"),
                query("gateway", "SELECT kind || ' ' || state FROM ledger ORDER BY kind"));
        assertEquals(List.of("succeeded"), query("ingest", "SELECT state FROM job"));
        assertEquals(List.of("succeeded"), query("trainer", "SELECT state FROM job"));
        assertEquals(List.of("succeeded"), query("generator", "SELECT state FROM job"));
        assertEquals(List.of("drawn 1"), query("registry", "SELECT model_name || ' ' || version FROM serving"));
        assertEquals(
                List.of("again"),
                query("registry", "INSERT INTO model (name, created_at) VALUES ('again', now()) RETURNING name"));
    }

    private static List<String> query(String role, String sql) {
        return database(role)
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static Jdbi database(String role) {
        return Jdbi.create(STORED.databaseAddress(), role, STORED.databasePassword(role));
    }

    private static Stream<ConsumerRecord<String, byte[]>> records() {
        return Arrays.stream(Topic.values()).flatMap(topic -> read(topic).stream());
    }

    private static List<ConsumerRecord<String, byte[]>> read(Topic topic) {
        try (TopicReader reader = TopicReader.open(STORED.bootstrapServers(), topic.topicName())) {
            return reader.readAll();
        }
    }

    private static Event<?> decoded(ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        return Event.decode(Topic.named(record.topic()), headers, record.value());
    }

    /** All references in a document, however deep. */
    private static Stream<ObjectReference> references(JsonNode node) {
        if (node.hasNonNull("sha256") && node.hasNonNull("bucket")) {
            return Stream.of(Json.decode(Json.encode(node), ObjectReference.class));
        }
        return StreamSupport.stream(node.spliterator(), false).flatMap(StoredFolderTest::references);
    }
}
