package io.likeness.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.event.Payload;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.model.LatentDensity;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.platform.events.EventSender;
import io.likeness.platform.store.ObjectStore;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.likeness.testkit.TopicReader;
import io.likeness.trainer.dataset.DatasetCheck;
import io.likeness.trainer.publication.RegistryConfiguration;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "trainer"))
@WithTestResource(TrainerResource.class)
class TrainerComponentTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ENGINE = "io.likeness.training.process.TrainingProcess";
    private static final SplitCounts COUNTS = new SplitCounts(96, 40, 24);

    @Inject
    EventSender sender;

    @Inject
    ObjectStore store;

    @Inject
    Jdbi jdbi;

    @Inject
    TrainerConfiguration configuration;

    @Inject
    RegistryConfiguration registryConfiguration;

    private final String training = UUID.randomUUID().toString();
    private final String dataset = UUID.randomUUID().toString();
    private final String correlation = UUID.randomUUID().toString();
    private RegistryServer registry = RegistryServer.start(0);

    @BeforeEach
    void startRegistry() {
        registry.close();
        registry = RegistryServer.start(registryConfiguration.url().getPort());
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
        assertEquals(List.of(), engines(), "no training process outlives its training");
    }

    @Test
    void trainsADatasetIntoARegisteredVersionAndTellsEachStep() {
        StoredDataset stored = seal();
        send(start(2));
        send(start(2));
        List<TrainingEvent> events = awaitEnd();

        assertEquals(new TrainingQueued(training, dataset, "blobs", null), events.getFirst());
        TrainingStarted started = (TrainingStarted) events.get(1);
        assertEquals(new TrainingStarted(training, 1, 2, COUNTS, 312_801, null, null, null), started);
        EpochCompleted second = (EpochCompleted) events.get(3);
        assertEquals(2, second.epoch());
        assertTrue(second.validationLoss() < 0.2, "a sigmoid's first guess is about 0.08 away: " + second);
        TrainingCompleted completed = (TrainingCompleted) events.get(4);
        assertEquals(5, events.size(), "the repeated command changes nothing");

        RegisterVersion registration = registry.registrations(training).getFirst();
        assertEquals(1, registry.registrations(training).size());
        assertEquals(stored.reference().sha256(), registration.datasetDigest());
        assertEquals(DatasetCheck.validationDigest(stored.manifest()), registration.validationDigest());
        assertEquals("mean-squared-error", registration.measure());
        assertEquals(correlation, registration.correlationId());
        assertEquals(registration.validationLoss(), completed.metrics().get("validationMse"));
        assertEquals(registration.manifest().sha256(), completed.modelDigest());
        assertArtifacts(registration, stored);
    }

    @Test
    void waitsForTheDatasetWithoutTakingAnAttempt() {
        send(start(1));
        awaitEvents(1);
        assertEquals(List.of("waiting"), states());
        StoredDataset stored = StoredDataset.store(store, dataset, 64, COUNTS);
        send(stored.sealed(), correlation);
        List<TrainingEvent> events = awaitEnd();
        assertEquals(1, ((TrainingStarted) events.get(1)).attempt(), "waiting takes no attempt");
        assertTrue(events.getLast() instanceof TrainingCompleted, events::toString);
    }

    @Test
    void failsWhereTheDatasetIsRejected() {
        send(start(1));
        Failure reason = new Failure(ErrorCode.NO_USABLE_IMAGE, "no usable image", false);
        send(new DatasetRejected(dataset, "blobs", reason), correlation);
        Failure failure = awaitFailure();
        assertEquals(ErrorCode.DATASET_UNUSABLE, failure.code());
        assertTrue(failure.message().endsWith("no usable image"), failure::message);
    }

    @Test
    void failsWhereNoDatasetComesBeforeTheDeadline() {
        send(command(1, "seed", Instant.now().plusSeconds(2)));
        awaitEvents(1);
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, awaitFailure().code());
    }

    @Test
    void failsWhereTheImagesHaveAnotherShapeThanThePreset() {
        StoredDataset small = StoredDataset.store(store, dataset, 32, COUNTS);
        send(small.sealed(), correlation);
        send(start(1));
        Failure failure = awaitFailure();
        assertEquals(ErrorCode.IMPOSSIBLE_CONFIGURATION, failure.code());
        assertEquals("dataset.side: expected 64, found 32", failure.message());
    }

    @Test
    void failsWhereThePresetIsUnknown() {
        seal();
        send(command(1, "unknown", Instant.now().plusSeconds(600)));
        assertEquals(ErrorCode.IMPOSSIBLE_CONFIGURATION, awaitFailure().code());
    }

    @Test
    void startsTheRunAnewWhereItsRunnerDiedBeforeTheResultWasStored() {
        seal();
        send(start(10));
        awaitEvents(3);
        loseLease();
        List<TrainingEvent> events = awaitEnd();
        List<Integer> attempts = events.stream()
                .filter(TrainingStarted.class::isInstance)
                .map(event -> ((TrainingStarted) event).attempt())
                .toList();
        assertEquals(List.of(1, 2), attempts);
        assertTrue(events.getLast() instanceof TrainingCompleted, events::toString);
        assertEquals(1, registry.registrations(training).size(), "the lost runner registers nothing");
    }

    @Test
    void doesNotTrainAgainWhereTheRegistryIsAwayAfterTheResultWasStored() {
        registry.close();
        seal();
        send(start(1));
        await().atMost(PATIENCE).until(() -> attempts() >= 2);
        registry = RegistryServer.start(registryConfiguration.url().getPort());
        List<TrainingEvent> events = awaitEnd();
        assertEquals(4, events.size(), "queued, started, one epoch, completed: " + events);
        assertEquals(1, registry.registrations(training).size());
    }

    @Test
    void registersTheSameAgainWhereItsRunnerDiedAfterTheRegistration() {
        AtomicBoolean died = new AtomicBoolean();
        registry.afterRegistration(id -> {
            if (died.compareAndSet(false, true)) {
                loseLease();
            }
        });
        seal();
        send(start(1));
        List<TrainingEvent> events = awaitEnd();
        List<RegisterVersion> registrations = registry.registrations(training);
        assertEquals(2, registrations.size());
        assertEquals(registrations.getFirst(), registrations.getLast());
        assertEquals(4, events.size(), "the version is announced once: " + events);
    }

    @Test
    void failsWithTheLastReasonWhereAServerIsAwayBeyondItsPatience() {
        registry.close();
        seal();
        send(start(1));
        await().atMost(PATIENCE).until(() -> attempts() >= 2);
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE training SET released_at = now() - interval '25 hours' WHERE id = :id")
                .bind("id", training)
                .execute());
        Failure failure = awaitFailure();
        assertEquals(ErrorCode.REGISTRY_UNAVAILABLE, failure.code());
        assertTrue(failure.retriable(), "another training may succeed");
    }

    @Test
    void failsWhereTheDeadlinePassesBetweenAttemptsThatDoNotStart() {
        seal();
        TestPlatform.shared().store().kill();
        try {
            send(command(1, "seed", Instant.now().plusSeconds(10)));
            await().atMost(PATIENCE).until(() -> attempts() >= 1);
            assertEquals(ErrorCode.DEADLINE_EXCEEDED, awaitFailure().code());
        } finally {
            TestPlatform.shared().store().start();
        }
    }

    @Test
    void storesWithoutTrainingAgainWhereTheStoreWasAway() {
        seal();
        send(start(12));
        awaitEvents(3);
        TestPlatform.shared().store().kill();
        try {
            await().atMost(PATIENCE).until(() -> attempts() >= 2);
        } finally {
            TestPlatform.shared().store().start();
        }
        List<TrainingEvent> events = awaitEnd();
        assertTrue(events.getLast() instanceof TrainingCompleted, events::toString);
        assertEquals(
                1,
                events.stream().filter(TrainingStarted.class::isInstance).count(),
                "what was trained is kept on disk");
    }

    @Test
    void triesACrashedEngineOnceMoreAndThenFails() {
        seal();
        send(start(200));
        awaitEvents(3);
        engines().forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE)
                .until(() -> events().stream()
                                .filter(TrainingStarted.class::isInstance)
                                .count()
                        == 2);
        engines().forEach(ProcessHandle::destroyForcibly);
        Failure failure = awaitFailure();
        assertEquals(ErrorCode.TRAINING_FAILED, failure.code());
        assertEquals("the training process died (exit code 137); crashes so far: 2", failure.message());
        await().atMost(PATIENCE)
                .until(() ->
                        !Files.exists(configuration.workFolder().resolve("runs").resolve(training)));
    }

    private void assertArtifacts(RegisterVersion registration, StoredDataset stored) {
        ModelManifest manifest = Json.decode(store.fetch(registration.manifest()), ModelManifest.class);
        assertEquals(training, manifest.trainingId());
        assertEquals(List.of(1, 64, 32), List.of(manifest.channels(), manifest.side(), manifest.latents()));
        assertEquals("x/255", manifest.normalisation());
        assertEquals(stored.reference().sha256(), manifest.datasetDigest());
        assertEquals("2", manifest.configuration().get("epochs"));
        assertEquals(
                Set.of("decoder.onnx", "encoder.onnx", "density.json", "report.json"),
                manifest.artifacts().keySet());
        manifest.artifacts()
                .values()
                .forEach(artifact ->
                        assertEquals(artifact.sha256(), Digests.sha256(store.fetch(artifact)), artifact::key));
        LatentDensity density = Json.decode(store.fetch(manifest.requireArtifact("density.json")), LatentDensity.class);
        assertEquals(32, density.latents());
        assertTrue(manifest.requireArtifact("decoder.onnx").bytes() > 600_000, "158,401 parameters of 4 bytes");
    }

    private StoredDataset seal() {
        StoredDataset stored = StoredDataset.store(store, dataset, 64, COUNTS);
        send(stored.sealed(), correlation);
        return stored;
    }

    private StartTraining start(int epochs) {
        return command(epochs, "seed", Instant.now().plusSeconds(600));
    }

    private StartTraining command(int epochs, String preset, Instant deadline) {
        return new StartTraining(training, dataset, "blobs", preset, epochs, 7, deadline);
    }

    private void send(StartTraining command) {
        send(command, correlation);
    }

    private void send(Payload payload, String cause) {
        sender.publish(Event.of(payload, "test", cause, Clock.systemUTC()));
    }

    /** As the passage of time does to a runner that stands still, and a taker after it. */
    private void loseLease() {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE job SET fence = fence + 1, lease_until = now() + interval '1 second' WHERE id = :id")
                .bind("id", training)
                .execute());
    }

    private int attempts() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT coalesce(max(attempt), 0) FROM job WHERE id = :id")
                .bind("id", training)
                .mapTo(Integer.class)
                .one());
    }

    private List<String> states() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT state FROM training WHERE id = :id")
                .bind("id", training)
                .mapTo(String.class)
                .list());
    }

    private Failure awaitFailure() {
        List<TrainingEvent> events = awaitEnd();
        assertTrue(events.getLast() instanceof TrainingFailed, events::toString);
        return ((TrainingFailed) events.getLast()).failure();
    }

    private List<TrainingEvent> awaitEnd() {
        List<TrainingEvent> events = read(
                PATIENCE,
                found -> found.stream()
                        .anyMatch(event -> event instanceof TrainingCompleted || event instanceof TrainingFailed));
        await().atMost(PATIENCE).until(() -> states().equals(List.of("ended")));
        assertFalse(events.isEmpty());
        return events();
    }

    private void awaitEvents(int count) {
        read(PATIENCE, events -> events.size() >= count);
    }

    private List<TrainingEvent> events() {
        try (TopicReader reader = reader()) {
            return mine(reader.readAll());
        }
    }

    private List<TrainingEvent> read(Duration limit, Predicate<List<TrainingEvent>> wanted) {
        try (TopicReader reader = reader()) {
            return mine(reader.awaitAll(limit, records -> wanted.test(mine(records))));
        }
    }

    private static TopicReader reader() {
        return TopicReader.open(TestPlatform.shared().bootstrapServers(), Topic.TRAINING_EVENT.topicName());
    }

    private List<TrainingEvent> mine(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .filter(record -> record.key().equals(training))
                .map(this::decode)
                .toList();
    }

    private TrainingEvent decode(ConsumerRecord<String, byte[]> record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        assertEquals(correlation, new String(headers.get(EventHeaders.CORRELATION_ID), UTF_8));
        assertEquals("/likeness/trainer-service", new String(headers.get("ce_source"), UTF_8));
        return (TrainingEvent)
                Event.decode(Topic.TRAINING_EVENT, headers, record.value()).payload();
    }

    private static List<ProcessHandle> engines() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(ENGINE))
                .toList();
    }
}
