package io.likeness.trainer.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.training.CostEstimate;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.trainer.RegistryServer;
import io.likeness.trainer.TrainerResource;
import io.likeness.trainer.engine.EngineEvent;
import io.likeness.trainer.engine.EngineEvent.Crashed;
import io.likeness.trainer.engine.EngineEvent.Suspended;
import io.likeness.trainer.run.ScriptedEngine.Order;
import io.likeness.trainer.run.ScriptedEngine.Session;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ScriptedProfile.class)
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "trainer"))
@WithTestResource(TrainerResource.class)
class CheckpointComponentTest extends ScriptedScenario {
    @Inject
    TrainingRunner runner;

    @Test
    void goesOnFromTheNewestCheckpointWhereTheRunnerWasLost() throws IOException {
        seal();
        send(start(3));
        Session lost = engine.awaitSession();
        assertNull(lost.request().checkpoint());
        lost.say(started(0));
        checkpoint(lost, 1, "one");
        ObjectReference first = awaitRecorded("checkpoint-1.bin");
        assertEquals("one", content(first));
        assertEquals("checkpoints", first.bucket());
        checkpoint(lost, 2, "two");
        ObjectReference second = awaitRecorded("checkpoint-2.bin");
        await().atMost(PATIENCE).until(() -> !stored(first));
        loseLease();

        Session next = engine.awaitSession();
        assertTrue(lost.closed() && lost.unordered(), "nobody waits for the engine of a runner that lost its lease");
        assertEquals("two", resumed(next));
        next.say(started(2));
        finishEpoch(next, 3);
        complete(next, 3);
        List<TrainingEvent> events = awaitEnd();
        assertTrue(events.getLast() instanceof TrainingCompleted, events::toString);
        TrainingStarted anew = only(events, TrainingStarted.class).getFirst();
        TrainingStarted again = only(events, TrainingStarted.class).getLast();
        assertNull(anew.resumedAfterEpoch());
        assertEquals(2, again.resumedAfterEpoch());
        assertEquals(DEVICE, again.device());
        assertEstimate(3, anew.estimate());
        assertEstimate(1, again.estimate());
        await().atMost(PATIENCE).until(() -> recorded().isEmpty() && !stored(second));
    }

    @Test
    void startsAnewWhereTheCheckpointIsGone() {
        startsAnewAfter(checkpoint -> store.delete(Bucket.CHECKPOINTS, checkpoint.key()));
    }

    @Test
    void startsAnewWhereTheCheckpointIsNotWhatWasStored() {
        startsAnewAfter(checkpoint -> store.put(
                Bucket.CHECKPOINTS,
                checkpoint.key(),
                "other".getBytes(StandardCharsets.UTF_8),
                checkpoint.mediaType()));
    }

    @Test
    void suspendsItsTrainingWhenTheServiceStops() throws IOException {
        seal();
        send(start(2));
        Session session = engine.awaitSession();
        session.say(started(0));
        CompletableFuture<Void> stopped =
                CompletableFuture.runAsync(() -> runner.stop(new ShutdownEvent()), Thread.ofPlatform()::start);
        try {
            assertEquals(Order.SUSPEND, session.awaitOrder());
            finishEpoch(session, 1);
            session.write("checkpoint-7.bin", "seven");
            session.say(new Suspended("checkpoint-7.bin", 1));
            stopped.join();
            assertEquals(Optional.of("queued"), jobState(), "given back at once");
            assertEquals("seven", content(awaitRecorded("checkpoint-7.bin")));
        } finally {
            stopped.join();
            runner.start(new StartupEvent());
        }
        Session next = engine.awaitSession();
        assertEquals("seven", resumed(next));
        next.say(started(1));
        finishEpoch(next, 2);
        complete(next, 2);
        List<TrainingEvent> events = awaitEnd();
        assertEquals(6, events.size(), "queued, twice started, each epoch once, completed: " + events);
    }

    @Test
    void waitsNoLongerForAnEngineThatDoesNotSuspendThanIsConfigured() {
        seal();
        send(start(1));
        Session session = engine.awaitSession();
        long begun = System.nanoTime();
        try {
            runner.stop(new ShutdownEvent());
            assertEquals(Optional.of("queued"), jobState());
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(waited.compareTo(configuration.suspension()) >= 0, "it was given its time: " + waited);
            assertTrue(session.closed());
        } finally {
            runner.start(new StartupEvent());
        }
        complete(engine.awaitSession(), 1);
        awaitEnd();
    }

    @Test
    void countsOnlyTheDeathsOfItsEngineSinceTheLastCheckpoint() {
        seal();
        send(start(3));
        engine.awaitSession().say(new EngineEvent.Crashed("died early"));
        Session second = engine.awaitSession();
        second.say(started(0));
        checkpoint(second, 1, "one");
        awaitRecorded("checkpoint-1.bin");
        second.say(new EngineEvent.Crashed("died later"));
        engine.awaitSession().say(new EngineEvent.Crashed("died again"));
        Failure failure = awaitFailure();
        assertEquals(ErrorCode.TRAINING_FAILED, failure.code());
        assertEquals("died again; crashes so far: 2", failure.message());
    }

    @Test
    void registersAFinishedTrainingHoweverLongItTookToComeThere() {
        registry.close();
        seal();
        send(start(1));
        engine.awaitSession().say(new Crashed("scripted"));
        Session second = engine.awaitSession();
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE job SET created_at = now() - interval '25 hours', failing_since = now() - interval '25 hours'"
                        + " WHERE id = ?",
                training));
        second.say(started(0));
        complete(second, 1);
        await().atMost(PATIENCE).until(() -> attempts() >= 4);
        registry = RegistryServer.start(registryConfiguration.url().getPort());
        assertTrue(awaitEnd().getLast() instanceof TrainingCompleted, () -> events().toString());
    }

    private void startsAnewAfter(Consumer<ObjectReference> loss) {
        seal();
        send(start(1));
        Session first = engine.awaitSession();
        first.say(started(0));
        checkpoint(first, 1, "one");
        loss.accept(awaitRecorded("checkpoint-1.bin"));
        first.say(new Crashed("scripted"));
        Session next = engine.awaitSession();
        assertNull(next.request().checkpoint());
        next.say(started(0));
        complete(next, 1);
        assertTrue(awaitEnd().getLast() instanceof TrainingCompleted);
    }

    /** 96 images an epoch at 96 a second, on the default of one replica a processor, two at most. */
    private static void assertEstimate(int epochs, @Nullable CostEstimate estimate) {
        int replicas = Math.min(2, Runtime.getRuntime().availableProcessors());
        double cost = epochs * replicas * 0.02 / 3600;
        assertEquals(new CostEstimate(epochs, cost, "EUR"), estimate);
    }

    private static String resumed(Session session) throws IOException {
        return Files.readString(Path.of(Objects.requireNonNull(session.request().checkpoint())));
    }
}
