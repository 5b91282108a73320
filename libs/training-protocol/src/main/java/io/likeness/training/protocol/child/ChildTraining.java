package io.likeness.training.protocol.child;

import io.likeness.contracts.LikenessException;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.TrainingUpdate;
import java.nio.file.Path;
import java.util.Map;

/**
 * A running child, seen from its parent: {@code try (ChildTraining child = ChildTraining.start(...))}. One thread calls {@link #next()} until
 * the last update; {@link #cancel()} and {@link #close()} may come from any thread. Closing ends the child whatever it does.
 */
public final class ChildTraining implements AutoCloseable {
    /** The class that runs in the child, by name, so that the parent does not load it. */
    private static final String MAIN_CLASS = "io.likeness.training.process.TrainingProcess";

    private final ChildProcess process;

    private ChildTraining(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts a child on the request; its log goes to this process's standard error.
     *
     * @throws LikenessException {@code TRAINING_FAILED} if no process can be started
     */
    public static ChildTraining start(ChildCommand command, TrainingRequest request) {
        return start(command, request, ProcessBuilder.Redirect.INHERIT);
    }

    /** As {@link #start(ChildCommand, TrainingRequest)}; its log goes to a file. */
    public static ChildTraining start(ChildCommand command, TrainingRequest request, Path log) {
        return start(command, request, ProcessBuilder.Redirect.to(log.toFile()));
    }

    private static ChildTraining start(ChildCommand command, TrainingRequest request, ProcessBuilder.Redirect log) {
        return new ChildTraining(
                ChildProcess.start(command.words(Path.of(request.output()), MAIN_CLASS), request, log));
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Waits for the next update. {@code Completed}, {@code Cancelled}, {@code Suspended} or {@code Failed} is the last; a child that ends without one of
     * them, be it in the middle of a line, is a {@code Failed} that may be tried again.
     */
    public TrainingUpdate next() {
        return process.next(TrainingUpdate.class).orElseGet(() -> new TrainingUpdate.Failed(process.death()));
    }

    /** Asks the child to stop; it answers with {@code Cancelled} within one batch, unless it has ended by then. */
    public void cancel() {
        process.order(Map.of("type", "cancel"));
    }

    /** Asks the child to write a checkpoint and stop; it answers with {@code Suspended} within one batch, unless it has ended by then. */
    public void suspend() {
        process.order(Map.of("type", "suspend"));
    }

    /** Ends the child; when it returns, the child is gone, even if the caller is interrupted meanwhile. */
    @Override
    public void close() {
        process.close();
    }

    /** Of a child that has ended. */
    public int exitCode() {
        return process.exitCode();
    }
}
