package io.likeness.benchmarks.faces;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.Split;
import io.likeness.training.protocol.Device;
import io.likeness.training.protocol.EpochReport;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.TrainingUpdate;
import io.likeness.training.protocol.child.ChildCommand;
import io.likeness.training.protocol.child.ChildTraining;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Trains a candidate in a child process, from its newest checkpoint where an earlier attempt left one. */
final class ResumableTraining {
    private static final String PROGRESS = "progress.json";
    private static final double NANOS = 1e9;

    private final Candidate candidate;
    private final FaceFiles files;
    private final @Nullable Path judge;
    private final ChildCommand command;
    private final Path folder;
    private final PrintStream out;

    /**
     * A training that has not begun.
     *
     * @param judge of the evaluation; absent: the bundled one
     * @param folder of the candidate
     */
    ResumableTraining(
            Candidate candidate,
            FaceFiles files,
            @Nullable Path judge,
            ChildCommand command,
            Path folder,
            PrintStream out) {
        this.candidate = candidate;
        this.files = files;
        this.judge = judge;
        this.command = command;
        this.folder = folder;
        this.out = out;
    }

    /** @param seconds of wall time spent before the checkpoint */
    private record Progress(String checkpoint, double seconds) {}

    /** @throws IllegalStateException if the training fails */
    Trained run() throws IOException {
        Optional<Progress> before = new Steps(folder).find(PROGRESS, Progress.class);
        double spent = before.map(Progress::seconds).orElse(0.0);
        Path output = nextAttempt();
        long start = System.nanoTime();
        double trained = 0;
        try (ChildTraining child = ChildTraining.start(
                command,
                request(output, before.map(Progress::checkpoint)),
                folder.resolve(output.getFileName() + ".log"))) {
            while (true) {
                TrainingUpdate update = child.next();
                switch (update) {
                    case TrainingUpdate.Started started -> print(started);
                    case TrainingUpdate.EpochFinished(EpochReport report) -> print(report);
                    case TrainingUpdate.CheckpointWritten(String file, int epoch) ->
                        keep(output.resolve(file), spent + (System.nanoTime() - start) / NANOS);
                    case TrainingUpdate.StageEntered(TrainingUpdate.Stage stage) -> {
                        if (stage == TrainingUpdate.Stage.EXPORT) {
                            trained = spent + (System.nanoTime() - start) / NANOS;
                        }
                    }
                    case TrainingUpdate.Completed(var report) -> {
                        deleteAllBut(output);
                        return new Trained(output.getFileName().toString(), trained, report);
                    }
                    case TrainingUpdate.Cancelled cancelled -> throw unfinished(cancelled);
                    case TrainingUpdate.Suspended suspended -> throw unfinished(suspended);
                    case TrainingUpdate.Failed failed -> throw unfinished(failed);
                }
            }
        }
    }

    private TrainingRequest request(Path output, Optional<String> checkpoint) {
        return new TrainingRequest(
                candidate.configuration(),
                files.cache(Split.TRAIN),
                files.cache(Split.VALIDATION),
                files.cache(Split.TEST),
                output.toString(),
                TrainingRequest.defaultReplicas(),
                TrainingRequest.DEFAULT_MIXTURE_COMPONENTS,
                Device.CPU,
                TrainingRequest.DEFAULT_CHECKPOINT_SECONDS,
                checkpoint.orElse(null),
                null,
                judge == null ? null : judge.toString());
    }

    /** A folder of its own, as checkpoints are numbered anew in each process. */
    private Path nextAttempt() throws IOException {
        Files.createDirectories(folder);
        int number = 1;
        while (Files.exists(folder.resolve("attempt-" + number))) {
            number++;
        }
        return Files.createDirectory(folder.resolve("attempt-" + number));
    }

    private void keep(Path checkpoint, double seconds) throws IOException {
        new Steps(folder).write(PROGRESS, Json.encode(new Progress(checkpoint.toString(), seconds)));
    }

    private void deleteAllBut(Path output) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().contains("attempt-"))
                    .filter(file -> !file.startsWith(output)
                            || file.getFileName().toString().startsWith("checkpoint-"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.deleteIfExists(folder.resolve(PROGRESS));
    }

    private void print(TrainingUpdate.Started started) {
        out.printf(
                Locale.ROOT,
                "%s: %d parameters, about %.0f images/s, %d epochs done before%n",
                candidate.name(),
                started.parameters(),
                started.imagesPerSecond(),
                started.resumedAfterEpoch());
    }

    private void print(EpochReport report) {
        out.printf(
                Locale.ROOT,
                "%s: epoch %d of %d, training loss %.5f, validation loss %.5f, %.0f images/s%n",
                candidate.name(),
                report.epoch(),
                candidate.configuration().allEpochs(),
                report.trainLoss(),
                report.validationLoss(),
                report.imagesPerSecond());
    }

    private IllegalStateException unfinished(TrainingUpdate last) {
        return new IllegalStateException(candidate.name() + ": expected a finished training, found " + last);
    }
}
