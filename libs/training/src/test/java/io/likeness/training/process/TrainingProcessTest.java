package io.likeness.training.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.ToyFaces;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.Device;
import io.likeness.training.protocol.TrainingReport;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.TrainingUpdate;
import io.likeness.training.protocol.child.ChildCommand;
import io.likeness.training.protocol.child.ChildTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingProcessTest {
    private static final int ENDLESS = 10_000;

    private final ChildCommand command = new ChildCommand(
            Path.of(System.getProperty("java.home")),
            System.getProperty("java.class.path"),
            256,
            1024,
            Path.of(System.getProperty("user.home"), ".javacpp", "cache"));

    @TempDir
    private Path folder;

    @Test
    void tellsEveryStepAndLeavesTheFiles() {
        List<TrainingUpdate> updates = new ArrayList<>();
        try (ChildTraining child = start(1)) {
            updates.add(child.next());
            while (!(updates.getLast() instanceof TrainingUpdate.Completed)
                    && !(updates.getLast() instanceof TrainingUpdate.Failed)) {
                updates.add(child.next());
            }
        }
        TrainingReport report = assertInstanceOf(TrainingUpdate.Completed.class, updates.getLast())
                .report();
        assertEquals(
                report.parameters(),
                assertInstanceOf(TrainingUpdate.Started.class, updates.getFirst())
                        .parameters());
        assertEquals(new TrainingUpdate.EpochFinished(report.epochs().getFirst()), updates.get(1));
        assertInstanceOf(TrainingUpdate.CheckpointWritten.class, updates.get(2));
        assertEquals(7, updates.size());
        assertTrue(Files.exists(folder.resolve("decoder.onnx")));
    }

    @Test
    void cancelledOnRequest() {
        try (ChildTraining child = start(ENDLESS)) {
            assertInstanceOf(TrainingUpdate.Started.class, child.next());
            child.cancel();
            TrainingUpdate update = child.next();
            while (goesOn(update)) {
                update = child.next();
            }
            assertEquals(new TrainingUpdate.Cancelled(), update);
        }
    }

    @Test
    void endsByItselfWhenItsPipeCloses() {
        ChildTraining child = start(ENDLESS);
        assertInstanceOf(TrainingUpdate.Started.class, child.next());
        child.close();
        assertEquals(3, child.exitCode());
    }

    @Test
    void aKilledChildIsAFailureThatMayBeTriedAgain() {
        try (ChildTraining child = start(ENDLESS)) {
            assertInstanceOf(TrainingUpdate.Started.class, child.next());
            ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
            TrainingUpdate update = child.next();
            while (goesOn(update)) {
                update = child.next();
            }
            TrainingUpdate.Failed failed = assertInstanceOf(TrainingUpdate.Failed.class, update);
            assertTrue(failed.failure().retriable());
            assertEquals(
                    "the training process died (exit code 137)",
                    failed.failure().message());
        }
    }

    @Test
    void tellsWhyItCannotTrain() {
        TrainingRequest whole = ToyFaces.request(folder, ToyFaces.SMALL, 1);
        CacheFile tooLong = new CacheFile(whole.train().path(), 201);
        TrainingRequest request = new TrainingRequest(
                whole.configuration(),
                tooLong,
                whole.validation(),
                whole.test(),
                whole.output(),
                1,
                1,
                Device.AUTO,
                TrainingRequest.DEFAULT_CHECKPOINT_SECONDS,
                null,
                null,
                null);
        try (ChildTraining child = ChildTraining.start(command, request)) {
            TrainingUpdate.Failed failed = assertInstanceOf(TrainingUpdate.Failed.class, child.next());
            assertEquals(ErrorCode.DATASET_UNUSABLE, failed.failure().code());
        }
    }

    @Test
    void aRunThatGoesOnAfterAKillGivesTheSameModel() throws IOException {
        TrainingConfiguration configuration = ToyFaces.SMALL.withEpochs(60);
        Path whole = Files.createDirectory(folder.resolve("whole"));
        try (ChildTraining child = ChildTraining.start(command, ToyFaces.request(whole, configuration, 1))) {
            assertInstanceOf(TrainingUpdate.Completed.class, last(child));
        }
        Path killed = Files.createDirectory(folder.resolve("killed"));
        TrainingRequest request = ToyFaces.request(killed, configuration, 1);
        TrainingUpdate.CheckpointWritten checkpoint;
        try (ChildTraining child = ChildTraining.start(command, request)) {
            TrainingUpdate.CheckpointWritten second = awaitCheckpoint(child, 2);
            ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
            checkpoint = lastCheckpoint(child, second);
        }
        Path kept = Files.copy(killed.resolve(checkpoint.file()), folder.resolve("kept.bin"));
        try (ChildTraining child = ChildTraining.start(command, ToyFaces.resumed(request, kept))) {
            TrainingUpdate.Started started = assertInstanceOf(TrainingUpdate.Started.class, child.next());
            assertEquals(checkpoint.epoch(), started.resumedAfterEpoch());
            assertInstanceOf(TrainingUpdate.Completed.class, last(child));
        }
        assertArrayEquals(
                Files.readAllBytes(whole.resolve("decoder.onnx")), Files.readAllBytes(killed.resolve("decoder.onnx")));
        assertArrayEquals(
                Files.readAllBytes(whole.resolve("film.apng")), Files.readAllBytes(killed.resolve("film.apng")));
    }

    @Test
    void suspendedOnRequestItLeavesACheckpoint() {
        try (ChildTraining child = start(ENDLESS)) {
            awaitCheckpoint(child, 1);
            child.suspend();
            TrainingUpdate.Suspended suspended = assertInstanceOf(TrainingUpdate.Suspended.class, last(child));
            assertTrue(Files.exists(folder.resolve(suspended.file())), suspended.toString());
        }
    }

    private static TrainingUpdate.CheckpointWritten awaitCheckpoint(ChildTraining child, int epoch) {
        TrainingUpdate update = child.next();
        while (!(update instanceof TrainingUpdate.CheckpointWritten written && written.epoch() == epoch)) {
            assertTrue(goesOn(update), update.toString());
            update = child.next();
        }
        return (TrainingUpdate.CheckpointWritten) update;
    }

    /** What a child that dies has announced last, which is the only one that is sure to be there. */
    private static TrainingUpdate.CheckpointWritten lastCheckpoint(
            ChildTraining child, TrainingUpdate.CheckpointWritten known) {
        TrainingUpdate.CheckpointWritten latest = known;
        TrainingUpdate update = child.next();
        while (goesOn(update)) {
            latest = update instanceof TrainingUpdate.CheckpointWritten written ? written : latest;
            update = child.next();
        }
        assertInstanceOf(TrainingUpdate.Failed.class, update);
        return latest;
    }

    private static TrainingUpdate last(ChildTraining child) {
        TrainingUpdate update = child.next();
        while (goesOn(update)) {
            update = child.next();
        }
        return update;
    }

    private static boolean goesOn(TrainingUpdate update) {
        return switch (update) {
            case TrainingUpdate.Started ignored -> true;
            case TrainingUpdate.EpochFinished ignored -> true;
            case TrainingUpdate.CheckpointWritten ignored -> true;
            case TrainingUpdate.StageEntered ignored -> true;
            case TrainingUpdate.Completed ignored -> false;
            case TrainingUpdate.Cancelled ignored -> false;
            case TrainingUpdate.Suspended ignored -> false;
            case TrainingUpdate.Failed ignored -> false;
        };
    }

    private ChildTraining start(int epochs) {
        return ChildTraining.start(command, ToyFaces.request(folder, ToyFaces.SMALL.withEpochs(epochs), 2));
    }
}
