package io.likeness.training.run;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.protocol.TrainingUpdate.CheckpointWritten;
import io.likeness.training.usage.ProcessUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Writes a checkpoint after every epoch and when the last one has become too old, and keeps the last two files. For one thread. */
final class Checkpoints {
    private static final int KEPT = 2;

    private final Path folder;
    private final TrainingConfiguration configuration;
    private final int trainImages;
    private final long longestNanos;
    private final Supplier<byte[]> film;
    private final Consumer<CheckpointWritten> observer;
    private final Deque<Path> files = new ArrayDeque<>();
    private long lastNanos = System.nanoTime();
    private int number;

    /**
     * Checkpoints in a folder.
     *
     * @param film what to keep of it
     * @param observer told of each file once it is whole
     */
    Checkpoints(
            Path folder,
            TrainingConfiguration configuration,
            int trainImages,
            Duration longest,
            Supplier<byte[]> film,
            Consumer<CheckpointWritten> observer) {
        this.folder = folder;
        this.configuration = configuration;
        this.trainImages = trainImages;
        this.longestNanos = longest.toNanos();
        this.film = film;
        this.observer = observer;
    }

    void epochFinished(Progress progress) {
        announce(progress, write(progress));
    }

    void stepFinished(Progress progress) {
        if (System.nanoTime() - lastNanos > longestNanos) {
            announce(progress, write(progress));
        }
    }

    Path write(Progress progress) {
        Path file = folder.resolve("checkpoint-" + ++number + ".bin");
        Checkpoint.write(
                file,
                configuration,
                trainImages,
                progress,
                progress.cpuSecondsBefore + ProcessUsage.now().cpuSeconds(),
                film.get());
        lastNanos = System.nanoTime();
        files.addLast(file);
        if (files.size() > KEPT) {
            delete(files.removeFirst());
        }
        return file;
    }

    private void announce(Progress progress, Path file) {
        observer.accept(new CheckpointWritten(file.getFileName().toString(), progress.finishedEpochs()));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "cannot delete " + file.getFileName(), e);
        }
    }
}
