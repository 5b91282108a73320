package io.likeness.trainer.engine;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.web.Failures;
import io.likeness.training.protocol.ComparisonRequest;
import io.likeness.training.protocol.ComparisonUpdate;
import io.likeness.training.protocol.child.ChildComparison;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares versions in a child JVM. Safe for threads. */
@ApplicationScoped
public class ComparisonEngine {
    private static final Logger LOG = LoggerFactory.getLogger(ComparisonEngine.class);

    /** A comparison takes seconds, and minutes beside a training. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final EngineCommand command;

    public ComparisonEngine(EngineCommand command) {
        this.command = command;
    }

    /**
     * Returns when the child is gone.
     *
     * @throws LikenessException {@code TRAINING_FAILED} if no child can be started here
     * @throws InterruptedException if the caller is
     */
    public ComparisonUpdate compare(ComparisonRequest request, Path log) throws InterruptedException {
        try (ChildComparison child = ChildComparison.start(command.get(), request, log)) {
            // A read of the child's pipe cannot be interrupted, and a lost lease must be.
            CompletableFuture<ComparisonUpdate> answer = new CompletableFuture<>();
            Thread.ofPlatform().name("comparison").daemon().start(() -> answer.complete(child.await()));
            ComparisonUpdate update = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (update instanceof ComparisonUpdate.Failed(Failure failure)) {
                LOG.warn("comparison failed: {}; its log ends: {}", failure.message(), ChildLog.lastWords(log));
            }
            return update;
        } catch (TimeoutException e) {
            return new ComparisonUpdate.Failed(new Failure(
                    ErrorCode.TRAINING_FAILED,
                    "no end of the comparison within " + PATIENCE.toMinutes() + " min",
                    true));
        } catch (ExecutionException e) {
            throw Failures.classify(e);
        }
    }
}
