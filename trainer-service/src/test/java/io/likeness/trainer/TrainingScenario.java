package io.likeness.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Failure;
import io.likeness.contracts.Payload;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.platform.events.EventSender;
import io.likeness.platform.store.ObjectStore;
import io.likeness.testkit.TestPlatform;
import io.likeness.testkit.TopicReader;
import io.likeness.testkit.TopicWriter;
import io.likeness.trainer.publication.RegistryConfiguration;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One training of one dataset, from its command to its end, as tests of the running service follow it. */
public abstract class TrainingScenario {
    protected static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ENGINE = "io.likeness.training.process.TrainingProcess";
    protected static final SplitCounts COUNTS = new SplitCounts(96, 40, 24);

    @Inject
    protected EventSender sender;

    @Inject
    protected ObjectStore store;

    @Inject
    protected Jdbi jdbi;

    @Inject
    protected TrainerConfiguration configuration;

    @Inject
    protected RegistryConfiguration registryConfiguration;

    protected final String training = UUID.randomUUID().toString();
    protected final String dataset = UUID.randomUUID().toString();
    protected final String correlation = UUID.randomUUID().toString();
    protected RegistryServer registry = RegistryServer.start(0);

    @BeforeEach
    protected void startRegistry() {
        registry.close();
        registry = RegistryServer.start(registryConfiguration.url().getPort());
    }

    @AfterEach
    protected void stopRegistry() {
        registry.close();
        assertEquals(List.of(), engines(), "no training process outlives its training");
    }

    protected StoredDataset seal() {
        StoredDataset stored = StoredDataset.store(store, dataset, 64, COUNTS);
        send(stored.sealed(), correlation);
        return stored;
    }

    protected StartTraining start(int epochs) {
        return command(epochs, "seed", Instant.now().plusSeconds(600));
    }

    protected StartTraining command(int epochs, String preset, Instant deadline) {
        return new StartTraining(training, dataset, "blobs", preset, epochs, 7, deadline);
    }

    protected void send(StartTraining command) {
        send(command, correlation);
    }

    protected void send(Payload payload, String cause) {
        Event<Payload> event = Event.of(payload, "test", cause, Clock.systemUTC());
        try (TopicWriter writer = TopicWriter.open(TestPlatform.shared().bootstrapServers())) {
            writer.write(
                    event.topic().topicName(),
                    payload.aggregateId(),
                    event.headers().encode(),
                    event.encodePayload());
        }
    }

    /** As the passage of time does to a runner that stands still, and a taker after it. */
    protected void loseLease() {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE job SET fence = fence + 1, lease_until = now() + interval '1 second' WHERE id = :id")
                .bind("id", training)
                .execute());
    }

    protected int attempts() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT coalesce(max(attempt), 0) FROM job WHERE id = :id")
                .bind("id", training)
                .mapTo(Integer.class)
                .one());
    }

    /** Of the training's job; empty before it is written. */
    protected Optional<String> jobState() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT state FROM job WHERE id = :id")
                .bind("id", training)
                .mapTo(String.class)
                .findOne());
    }

    /** Names the newest checkpoint that is stored; empty before there is one. */
    protected String checkpoint() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT coalesce(encode(checkpoint, 'base64'), '') FROM training WHERE id = :id")
                .bind("id", training)
                .mapTo(String.class)
                .findOne()
                .orElse(""));
    }

    private boolean ended() {
        return jobState()
                .filter(state -> !List.of("queued", "running").contains(state))
                .isPresent();
    }

    protected Failure awaitFailure() {
        List<TrainingEvent> events = awaitEnd();
        assertTrue(events.getLast() instanceof TrainingFailed, events::toString);
        return ((TrainingFailed) events.getLast()).failure();
    }

    protected List<TrainingEvent> awaitEnd() {
        List<TrainingEvent> events = read(
                PATIENCE,
                found -> found.stream()
                        .anyMatch(event -> event instanceof TrainingCompleted
                                || event instanceof TrainingFailed
                                || event instanceof TrainingCancelled));
        await().atMost(PATIENCE).until(this::ended);
        assertFalse(events.isEmpty());
        return events();
    }

    protected void awaitEvents(int count) {
        read(PATIENCE, events -> events.size() >= count);
    }

    protected List<TrainingEvent> events() {
        try (TopicReader reader = reader()) {
            return mine(reader.readAll());
        }
    }

    protected List<TrainingEvent> read(Duration limit, Predicate<List<TrainingEvent>> wanted) {
        try (TopicReader reader = reader()) {
            return mine(reader.awaitAll(limit, records -> wanted.test(mine(records))));
        }
    }

    protected static TopicReader reader() {
        return TopicReader.open(TestPlatform.shared().bootstrapServers(), Topic.TRAINING_EVENT.topicName());
    }

    protected List<TrainingEvent> mine(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .filter(record -> record.key().equals(training))
                .map(this::decode)
                .toList();
    }

    protected TrainingEvent decode(ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        assertEquals(correlation, new String(headers.get(EventHeaders.CORRELATION_ID), UTF_8));
        assertEquals("/likeness/trainer-service", new String(headers.get("ce_source"), UTF_8));
        return (TrainingEvent)
                Event.decode(Topic.TRAINING_EVENT, headers, record.value()).payload();
    }

    protected static List<ProcessHandle> engines() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(ENGINE))
                .toList();
    }
}
