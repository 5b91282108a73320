package io.likeness.platform.jobs;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.web.Failures;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written when an attempt ends. It is tried until it is written, for as long as the lease may hold: while the database is away
 * nobody else can take the job, and what was done for it is worth more than the wait. For one thread.
 */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final Grip grip;
    private Runnable write;
    private @Nullable Function<LikenessException, Ending> otherwise;

    /** @param otherwise what to write instead where this can never be */
    Ending(Grip grip, Runnable write, @Nullable Function<LikenessException, Ending> otherwise) {
        this.grip = grip;
        this.write = write;
        this.otherwise = otherwise;
    }

    /** One in place of which there is no other: if it cannot be written, the lease runs out. */
    static Ending last(Grip grip, Runnable write) {
        return new Ending(grip, write, null);
    }

    /** The job is somebody else's. */
    static Ending none(Grip grip) {
        return last(grip, () -> {});
    }

    /** Tries once; false if it is to be tried again. What was written though its answer was lost finds the lease lost. */
    boolean written() {
        if (grip.lost()) {
            LOG.warn("lease lost, end not written kind={} id={}", kind(), id());
            return true;
        }
        try {
            write.run();
            return true;
        } catch (RuntimeException | Error e) {
            return settled(Failures.classify(e));
        }
    }

    private boolean settled(LikenessException failure) {
        if (failure.code() == ErrorCode.LEASE_LOST) {
            grip.lose();
            LOG.warn("lease lost, or ended before kind={} id={}", kind(), id());
            return true;
        }
        if (failure.retriable()) {
            LOG.warn("end waits kind={} id={} cause={}", kind(), id(), failure.getMessage());
            return false;
        }
        Function<LikenessException, Ending> instead = otherwise;
        if (instead == null) {
            LOG.error("neither ended nor given back, the lease will run out kind={} id={}", kind(), id(), failure);
            return true;
        }
        Ending other = instead.apply(failure);
        write = other.write;
        otherwise = other.otherwise;
        return false;
    }

    private String kind() {
        return grip.lease().kind();
    }

    private String id() {
        return grip.lease().id();
    }
}
