package io.likeness.trainer.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.trainer.RegistryServer;
import io.likeness.trainer.TrainerResource;
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
}
