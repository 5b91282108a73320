package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that an upload has one writer, wherever it runs: whoever comes later asks the one before to stop, which keeps what came,
 * and takes over without it where it does not answer, such as after a crash. The fence keeps that one from changing anything
 * afterwards. A client that comes again knows nothing of the request that it takes for broken (draft-ietf-httpbis-resumable-upload,
 * "Concurrency"). Safe for threads.
 */
@Singleton
class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** To make one object of thousands of parts. */
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Jdbi jdbi;
    private final Duration keep;

    Handover(Jdbi jdbi, UploadConfiguration configuration) {
        this.jdbi = jdbi;
        this.keep = configuration.keepUnfinished();
    }

    /**
     * Becomes the writer, until {@link #release}.
     *
     * @return empty if there is no such upload any more
     */
    Optional<Arrival> claim(Arrival seen) {
        long start = System.nanoTime();
        Duration patience = seen.complete() ? PATIENCE_AT_THE_END : PATIENCE;
        while (jdbi.withHandle(handle -> ArrivalTable.want(handle, seen.tenant(), seen.id()))
                && System.nanoTime() - start < patience.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new LikenessException(ErrorCode.CAPACITY_EXHAUSTED, "the service is stopping");
            }
        }
        boolean waited = System.nanoTime() - start >= patience.toNanos();
        Optional<Arrival> claimed = jdbi.withHandle(handle -> ArrivalTable.claim(handle, seen.id(), waited, keep));
        if (claimed.isPresent() || waited || gone(seen)) {
            return claimed;
        }
        return claim(seen);
    }

    /** Where the database does not hear of it, the next who comes waits out his patience. */
    void release(Arrival held) {
        try {
            jdbi.useHandle(handle -> ArrivalTable.release(handle, held));
        } catch (RuntimeException e) {
            LOG.warn("upload not released upload={} cause={}", held.id(), String.valueOf(e.getMessage()));
        }
    }

    /** Whether the writer is to stop. */
    boolean wanted(Arrival held) {
        try {
            return jdbi.withHandle(handle -> ArrivalTable.wanted(handle, held));
        } catch (RuntimeException e) {
            // The writer meets the database itself, at its next part.
            LOG.debug("cannot be told whether another request waits upload={}", held.id(), e);
            return false;
        }
    }

    private boolean gone(Arrival seen) {
        return jdbi.withHandle(handle -> ArrivalTable.find(handle, seen.tenant(), "id", seen.id()))
                .isEmpty();
    }
}
