package io.likeness.trainer.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.training.CancelTraining;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.platform.events.Readdress;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.trainer.StoredDataset;
import io.likeness.trainer.TrainerResource;
import io.likeness.trainer.intake.Admissions;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a training starts, and when it never does. */
@QuarkusTest
@TestProfile(ScriptedProfile.class)
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "trainer"))
@WithTestResource(TrainerResource.class)
class IntakeComponentTest extends ScriptedScenario {
    @Inject
    Admissions admissions;

    @Test
    void waitsForTheDatasetWithoutTakingAnAttempt() {
        send(start(1));
        awaitEvents(1);
        assertEquals(List.of("queued", 0), List.of(jobState().orElseThrow(), attempts()));
        StoredDataset stored = StoredDataset.store(store, dataset, 64, COUNTS);
        send(stored.sealed(), correlation);
        train();
        List<TrainingEvent> events = awaitEnd();
        assertEquals(1, ((TrainingStarted) events.get(1)).attempt(), "waiting takes no attempt");
        assertTrue(events.getLast() instanceof TrainingCompleted, events::toString);
    }

    @Test
    void startsOnADatasetOfWhoseSealItWasNeverTold() {
        StoredDataset stored = StoredDataset.store(store, dataset, 64, COUNTS);
        send(start(1).withManifest(stored.reference()));
        train();
        List<TrainingEvent> events = awaitEnd();
        assertTrue(events.getLast() instanceof TrainingCompleted, events::toString);
    }

    @Test
    void startsWhatWaitsWhenTheCommandIsSentAgainWithTheManifest() {
        send(start(1));
        awaitEvents(1);
        StoredDataset stored = StoredDataset.store(store, dataset, 64, COUNTS);
        send(start(1).withManifest(stored.reference()));
        train();
        List<TrainingEvent> events = awaitEnd();
        assertTrue(events.getLast() instanceof TrainingCompleted, events::toString);
        assertEquals(1, events.stream().filter(TrainingQueued.class::isInstance).count());
    }

    @Test
    void failsATrainingWhoseCommandItCannotRead() {
        sendOfANewerRelease();
        awaitEvents(1);
        Failure failure = ((TrainingFailed) events().getFirst()).failure();
        assertEquals(ErrorCode.MALFORMED_EVENT, failure.code());
        assertTrue(failure.message().endsWith("found likeness.training.command.v1.PauseTraining"), failure::message);
        admissions.accept(start(1), correlation);
        assertEquals(Optional.empty(), jobState(), "what has failed does not begin");
    }

    @Test
    void goesOnWithATrainingOfWhichAFurtherCommandCannotBeRead() {
        send(start(1));
        awaitEvents(1);
        sendOfANewerRelease();
        send(new CancelTraining(training), correlation);
        List<TrainingEvent> events = awaitEnd();
        assertEquals(2, events.size(), events::toString);
        assertTrue(events.getLast() instanceof TrainingCancelled, events::toString);
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

    /** A command that this release does not know. */
    private void sendOfANewerRelease() {
        EventHeaders headers = new EventHeaders(
                training,
                "likeness.training.command.v1.PauseTraining",
                "/likeness/gateway",
                Instant.now(),
                training,
                correlation,
                null);
        sender.replay(
                "likeness.training.command.v1",
                training,
                headers.encode(),
                "{}".getBytes(UTF_8),
                new Readdress("trainer-service", "letter"));
    }
}
