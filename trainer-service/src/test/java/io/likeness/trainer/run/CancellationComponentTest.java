package io.likeness.trainer.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.training.CancelTraining;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.likeness.trainer.RegistryServer;
import io.likeness.trainer.TrainerResource;
import io.likeness.trainer.engine.EngineEvent.Cancelled;
import io.likeness.trainer.engine.EngineEvent.Failed;
import io.likeness.trainer.run.ScriptedEngine.Order;
import io.likeness.trainer.run.ScriptedEngine.Session;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@TestProfile(ScriptedProfile.class)
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "trainer"))
@WithTestResource(TrainerResource.class)
class CancellationComponentTest extends ScriptedScenario {
    @Test
    void cancelsATrainingThatRuns() {
        seal();
        send(start(5));
        Session session = engine.awaitSession();
        session.say(started(0));
        checkpoint(session, 1, "one");
        ObjectReference checkpoint = awaitRecorded("checkpoint-1.bin");
        send(new CancelTraining(training));
        assertEquals(Order.CANCEL, session.awaitOrder());
        assertFalse(session.closed(), "the engine is given time to end");
        session.say(new Cancelled());
        assertCancelled(3);
        assertTrue(session.closed());
        await().atMost(PATIENCE).until(() -> !stored(checkpoint));
    }

    @Test
    void endsAnEngineThatDoesNotCancel() {
        seal();
        send(start(5));
        Session session = engine.awaitSession();
        send(new CancelTraining(training));
        assertEquals(Order.CANCEL, session.awaitOrder());
        assertCancelled(2);
        assertTrue(session.closed());
    }

    @Test
    void cancelsATrainingWhoseDatasetCannotBePrepared() {
        seal();
        TestPlatform.shared().store().kill();
        try {
            send(start(1));
            await().atMost(PATIENCE).until(() -> attempts() >= 1);
            send(new CancelTraining(training));
            assertCancelled(2);
        } finally {
            TestPlatform.shared().store().start();
        }
        assertTrue(engine.idle(), "no engine was started");
    }

    @Test
    void cancelsATrainingWhoseModelIsNotStoredYet() {
        seal();
        send(start(1));
        Session session = engine.awaitSession();
        session.say(started(0));
        awaitEvents(2);
        TestPlatform.shared().store().kill();
        try {
            complete(session, 1);
            await().atMost(PATIENCE).until(() -> attempts() >= 2);
            send(new CancelTraining(training));
            assertCancelled(3);
        } finally {
            TestPlatform.shared().store().start();
        }
        assertTrue(registry.registrations(training).isEmpty());
    }

    @Test
    void completesATrainingThatIsCancelledTooLate() {
        registry.close();
        seal();
        send(start(1));
        Session session = engine.awaitSession();
        session.say(started(0));
        complete(session, 1);
        await().atMost(PATIENCE).until(() -> attempts() >= 2);
        send(new CancelTraining(training));
        int before = attempts();
        await().atMost(PATIENCE).until(() -> attempts() > before + 1);
        registry = RegistryServer.start(registryConfiguration.url().getPort());
        assertTrue(awaitEnd().getLast() instanceof TrainingCompleted);
    }

    @Test
    void cancelsATrainingThatWaitsForItsDataset() {
        send(start(1));
        awaitEvents(1);
        send(new CancelTraining(training));
        assertCancelled(2);
        assertEquals(Optional.of("cancelled"), jobState());
        seal();
        send(start(1));
        assertEquals(0, attempts());
    }

    @Test
    void cancelsATrainingWhoseStartHasNotCome() {
        seal();
        send(new CancelTraining(training));
        assertCancelled(1);
        send(start(1));
        await().atMost(PATIENCE).until(this::written);
        assertEquals(1, events().size(), "its start is refused");
        assertEquals(List.of(Optional.of("cancelled"), 0), List.of(jobState(), attempts()));
    }

    @Test
    void cancelsATrainingThatEndedLongAgoNoMore() {
        seal();
        send(start(1));
        complete(engine.awaitSession(), 1);
        awaitEnd();
        jdbi.useHandle(handle -> handle.execute("DELETE FROM job WHERE id = ?", training));
        int before = events().size();
        send(new CancelTraining(training));
        await().atMost(PATIENCE).until(() -> jobState().equals(Optional.of("cancelled")));
        assertEquals(before, events().size());
    }

    @ParameterizedTest
    @EnumSource(names = {"TRAINING_DIVERGED", "IMPOSSIBLE_CONFIGURATION", "DEVICE_UNAVAILABLE"})
    void failsAtOnceWithTheReasonOfTheEngine(ErrorCode code) {
        seal();
        send(start(1));
        Session session = engine.awaitSession();
        session.say(started(0));
        session.say(new Failed(new Failure(code, "scripted", false)));
        Failure failure = awaitFailure();
        assertEquals(code, failure.code());
        assertEquals("scripted", failure.message());
        assertEquals(1, attempts());
        assertEquals(1, only(events(), TrainingStarted.class).size(), "what it had said comes first");
    }

    private boolean written() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM training WHERE id = :id)")
                .bind("id", training)
                .mapTo(Boolean.class)
                .one());
    }

    private void assertCancelled(int events) {
        List<TrainingEvent> all = awaitEnd();
        assertEquals(new TrainingCancelled(training), all.getLast());
        assertEquals(events, all.size(), all::toString);
    }
}
