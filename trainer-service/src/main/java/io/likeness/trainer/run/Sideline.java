package io.likeness.trainer.run;

import io.likeness.contracts.LikenessException;
import io.likeness.platform.trace.Trace;
import io.likeness.platform.web.Failures;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the slow steps of one run, one after the other, beside the runner's thread, which so stays free to hear the engine, a
 * cancellation or the end of the service. After a step that failed no other is done. Owned by the runner's thread.
 */
final class Sideline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sideline.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final String correlationId;
    private final @Nullable String traceparent;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("training-progress").daemon().factory());
    private final AtomicReference<@Nullable LikenessException> failure = new AtomicReference<>();

    /** What is to be done. */
    interface Step {
        void run() throws InterruptedException;
    }

    /** Works for the same request, in the same trace, as the thread that makes it. */
    Sideline(String correlationId) {
        this.correlationId = correlationId;
        this.traceparent = Trace.carried(correlationId);
    }

    void add(Step step) {
        worker.execute(() -> run(step));
    }

    /** @throws LikenessException with which a step has failed */
    void check() {
        LikenessException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** Waits until all is done; throws as {@link #check}. */
    void finish() throws InterruptedException {
        finish(Duration.ofDays(365));
    }

    /** Waits until all is done, but no longer than that; throws as {@link #check}. */
    void finish(Duration longest) throws InterruptedException {
        Future<?> last = worker.submit(() -> {});
        try {
            last.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("not all progress is stored after {}", longest);
        } catch (ExecutionException e) {
            throw Failures.classify(e);
        }
        check();
    }

    /** Does nothing more. */
    @Override
    public void close() {
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a step of the run goes on; it can write nothing any more");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Step step) {
        if (failure.get() != null) {
            return;
        }
        try (Trace work = Trace.begin(correlationId, traceparent)) {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            if (!worker.isShutdown()) {
                LOG.warn("progress ends with a failure", e);
            }
            failure.compareAndSet(null, Failures.classify(e));
        }
    }
}
