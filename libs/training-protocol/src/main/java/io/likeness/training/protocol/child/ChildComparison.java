package io.likeness.training.protocol.child;

import io.likeness.contracts.LikenessException;
import io.likeness.training.protocol.ComparisonRequest;
import io.likeness.training.protocol.ComparisonUpdate;
import java.nio.file.Path;

/** A child that compares two versions, seen from its parent; used as {@link ChildTraining} is. */
public final class ChildComparison implements AutoCloseable {
    /** The class that runs in the child, by name, so that the parent does not load it. */
    private static final String MAIN_CLASS = "io.likeness.training.process.ComparisonProcess";

    private final ChildProcess process;

    private ChildComparison(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts a child on the request.
     *
     * @param log file for what it prints
     * @throws LikenessException {@code TRAINING_FAILED} if no process can be started
     */
    public static ChildComparison start(ChildCommand command, ComparisonRequest request, Path log) {
        return new ChildComparison(ChildProcess.start(
                command.words(Path.of(request.output()), MAIN_CLASS),
                request,
                ProcessBuilder.Redirect.to(log.toFile())));
    }

    /** Waits for what it says; a child that ends without a word is a {@code Failed} that may be tried again. */
    public ComparisonUpdate await() {
        return process.next(ComparisonUpdate.class).orElseGet(() -> new ComparisonUpdate.Failed(process.death()));
    }

    /** Ends the child; when it returns, the child is gone, even if the caller is interrupted meanwhile. */
    @Override
    public void close() {
        process.close();
    }
}
