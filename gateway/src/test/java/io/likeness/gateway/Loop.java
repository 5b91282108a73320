package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.LatentDirections.Direction;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelRegistered;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import io.likeness.testkit.TestPlatform;
import io.likeness.testkit.TopicReader;
import io.likeness.testkit.TopicWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Plays the other services: writes their events raw, reads the gateway's commands raw. */
final class Loop {
    static final ObjectReference BLOB =
            new ObjectReference("datasets", "x/manifest.json", "a".repeat(64), 10, "application/json");
    static final ParentVersion PARENT = new ParentVersion("ancestor", 3);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String GROUP = "gateway";
    /** Far longer than a commit takes that is not lost. */
    private static final Duration COMMIT = Duration.ofSeconds(5);

    private Loop() {}

    static Event<Payload> event(Payload payload) {
        return Event.of(payload, "test", "correlation-of-test", Clock.systemUTC());
    }

    static void publish(Payload... payloads) {
        for (Payload payload : payloads) {
            send(event(payload));
        }
    }

    static void send(Event<? extends Payload> event) {
        try (TopicWriter writer = TopicWriter.open(TestPlatform.shared().bootstrapServers())) {
            writer.write(
                    event.topic().topicName(),
                    event.payload().aggregateId(),
                    event.headers().encode(),
                    event.encodePayload());
        }
    }

    /** Makes a version the champion: the registry has it and tells so. */
    static void promote(FakeRegistry registry, ModelVersion version) {
        registry.add(version);
        publish(new ModelRegistered(version.name(), version), new ModelPromoted(version.name(), version, null));
        awaitHandled(Topic.MODEL_EVENT);
    }

    /** All commands with that key, once there are as many as expected. */
    static List<Event<? extends Payload>> commands(Topic topic, String key, int expected) {
        try (TopicReader reader = TopicReader.open(TestPlatform.shared().bootstrapServers(), topic.topicName())) {
            return reader
                    .awaitAll(
                            PATIENCE,
                            records -> records.stream()
                                            .filter(record -> key.equals(record.key()))
                                            .count()
                                    >= expected)
                    .stream()
                    .filter(record -> key.equals(record.key()))
                    .<Event<? extends Payload>>map(record -> Event.decode(topic, headers(record), record.value()))
                    .toList();
        }
    }

    /**
     * Returns when the gateway has committed every record that the topic holds now. A commit that is lost, by a rebalance or a broken
     * connection, is made up for by that of a later record only, so such a record, which the gateway skips, is written where it takes long.
     */
    static void awaitHandled(Topic topic) {
        Map<String, Object> address =
                Map.of("bootstrap.servers", TestPlatform.shared().bootstrapServers());
        try (Admin admin = Admin.create(address)) {
            Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, Topic.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            var ends = admin.listOffsets(latest).all().get();
            long[] nudge = {System.nanoTime() + COMMIT.toNanos()};
            Awaitility.await().atMost(PATIENCE).until(() -> {
                var committed = admin.listConsumerGroupOffsets(GROUP)
                        .partitionsToOffsetAndMetadata()
                        .get();
                List<TopicPartition> open = ends.entrySet().stream()
                        .filter(end -> end.getValue().offset() > 0)
                        .filter(end -> !committed.containsKey(end.getKey())
                                || committed.get(end.getKey()).offset()
                                        < end.getValue().offset())
                        .map(Map.Entry::getKey)
                        .toList();
                if (nudge[0] - System.nanoTime() < 0) {
                    open.forEach(partition -> writeLaterRecord(topic, partition));
                    nudge[0] = System.nanoTime() + COMMIT.toNanos();
                }
                return open.isEmpty();
            });
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("no offsets", e);
        }
    }

    /** An event that a newer release added. */
    private static void writeLaterRecord(Topic topic, TopicPartition partition) {
        String id = UUID.randomUUID().toString();
        EventHeaders headers = new EventHeaders(
                id, topic.topicName() + ".Later", "test", Instant.now(), id, "correlation-of-test", null);
        try (TopicWriter writer = TopicWriter.open(TestPlatform.shared().bootstrapServers())) {
            writer.write(partition, id, headers.encode(), "{}".getBytes(UTF_8));
        }
    }

    static Map<String, byte[]> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        return headers;
    }

    /** A version whose manifest and decoder are in the store. */
    static ModelVersion version(ObjectStore store, String name) {
        return versionWithReport(store, name, "{}");
    }

    /** A version whose manifest, decoder and report are in the store; it comes from another version. */
    static ModelVersion versionWithReport(ObjectStore store, String name, String report) {
        return version(store, name, report, Map.of(), List.of());
    }

    /** Another version of those files, made by a training on a dataset, from a parent or from nothing. */
    static ModelVersion trainedVersion(
            ObjectStore store,
            String name,
            int number,
            String training,
            String datasetDigest,
            @Nullable ParentVersion parent) {
        ModelVersion stored = versionWithReport(store, name, "{\"configuration\": {}}");
        return new ModelVersion(
                name,
                number,
                stored.digest(),
                stored.manifest(),
                training,
                "data",
                datasetDigest,
                stored.validationDigest(),
                stored.measure(),
                0.01,
                Map.of(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                parent);
    }

    /** The same version, trained on another dataset. */
    static ModelVersion trainedOn(ModelVersion version, String datasetId) {
        return new ModelVersion(
                version.name(),
                version.version(),
                version.digest(),
                version.manifest(),
                version.trainingId(),
                datasetId,
                version.datasetDigest(),
                version.validationDigest(),
                version.measure(),
                version.validationLoss(),
                version.metrics(),
                version.registeredAt(),
                version.parent());
    }

    /** A version that knows the label {@code age}, 0 to 100, and the attribute {@code Smiling}. */
    static ModelVersion labelledVersion(ObjectStore store, String name) {
        byte[] directions =
                Json.encode(new LatentDirections(2, List.of(new Direction("Smiling", new double[] {1, 0}))));
        ObjectReference stored = store.put(Bucket.MODELS, name + "/directions.json", directions, "application/json");
        return version(
                store, name, "{}", Map.of(ModelManifest.DIRECTIONS, stored), List.of(new Label("age", false, 0, 100)));
    }

    /** A version that was evaluated. */
    static ModelVersion evaluatedVersion(ObjectStore store, String name) {
        ObjectReference page = store.put(
                Bucket.MODELS,
                name + "/evaluation.html",
                "<p>Evaluation</p>".getBytes(UTF_8),
                "text/html;charset=utf-8");
        return version(store, name, "{}", Map.of(ModelManifest.EVALUATION, page), List.of());
    }

    private static ModelVersion version(
            ObjectStore store, String name, String report, Map<String, ObjectReference> more, List<Label> labels) {
        ObjectReference reported =
                store.put(Bucket.MODELS, name + "/report.json", report.getBytes(UTF_8), "application/json");
        byte[] decoder = ("decoder of " + name).getBytes(UTF_8);
        ObjectReference stored = store.put(Bucket.MODELS, name + "/decoder.onnx", decoder, "application/octet-stream");
        Map<String, ObjectReference> artifacts = new HashMap<>(more);
        artifacts.putAll(Map.of("decoder.onnx", stored, "report.json", reported));
        ModelManifest manifest = new ModelManifest(
                name,
                name + "-training",
                "seed",
                1,
                64,
                32,
                "x/255",
                "data",
                "b".repeat(64),
                Map.of(),
                artifacts,
                PARENT,
                labels,
                null,
                null,
                null);
        ObjectReference manifestStored =
                store.put(Bucket.MODELS, name + "/manifest.json", Json.encode(manifest), "application/json");
        return new ModelVersion(
                name,
                1,
                Digests.sha256(Json.encode(manifest)),
                manifestStored,
                name + "-training",
                "data",
                "b".repeat(64),
                "c".repeat(64),
                "mean-squared-error",
                0.01,
                Map.of(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                PARENT);
    }
}
