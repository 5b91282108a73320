package io.likeness.trainer.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.likeness.trainer.RegistryServer;
import io.likeness.trainer.TrainerResource;
import io.likeness.trainer.run.ScriptedEngine.Session;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A model is stored once and registered once, whatever happens between the two. */
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "trainer"))
@WithTestResource(TrainerResource.class)
class PublicationComponentTest extends ScriptedScenario {
    @Test
    void trainsAnewWhereItsRunnerDiedBeforeTheResultWasStored() {
        seal();
        send(start(1));
        Session lost = trainOneEpoch(1);
        loseLease();
        Session second = trainOneEpoch(2);
        assertTrue(lost.closed(), "the lost runner cannot register what its engine would still make");
        complete(second, 1);
        List<TrainingEvent> events = awaitEnd();
        List<Integer> attempts = events.stream()
                .filter(TrainingStarted.class::isInstance)
                .map(event -> ((TrainingStarted) event).attempt())
                .toList();
        assertEquals(List.of(1, 2), attempts);
        assertTrue(events.getLast() instanceof TrainingCompleted, events::toString);
        assertEquals(1, registry.registrations(training).size());
    }

    @Test
    void storesWithoutTrainingAgainWhereTheStoreWasAway() {
        seal();
        send(start(1));
        Session session = trainOneEpoch(1);
        TestPlatform.shared().store().kill();
        try {
            complete(session, 1);
            await().atMost(PATIENCE).until(() -> attempts() >= 2);
        } finally {
            TestPlatform.shared().store().start();
        }
        List<TrainingEvent> events = awaitEnd();
        assertTrue(events.getLast() instanceof TrainingCompleted, events::toString);
        assertTrue(engine.idle(), "what was trained is kept on disk");
    }

    @Test
    void doesNotTrainAgainWhereTheRegistryIsAwayAfterTheResultWasStored() {
        registry.close();
        seal();
        send(start(1));
        train();
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
        train();
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
        train();
        await().atMost(PATIENCE).until(() -> attempts() >= 2);
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE job SET failing_since = now() - interval '25 hours' WHERE id = :id")
                .bind("id", training)
                .execute());
        Failure failure = awaitFailure();
        assertEquals(ErrorCode.REGISTRY_UNAVAILABLE, failure.code());
        assertTrue(failure.retriable(), "another training may succeed");
    }

    /** Plays an engine that goes on after its first epoch, of which everybody knows. */
    private Session trainOneEpoch(int attempt) {
        Session session = engine.awaitSession();
        session.say(started(0));
        finishEpoch(session, 1);
        read(
                PATIENCE,
                events ->
                        events.stream().filter(EpochCompleted.class::isInstance).count() == attempt);
        return session;
    }
}
