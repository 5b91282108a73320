package io.likeness.platform.jobs;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.web.Failures;
import java.time.Duration;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a job, from its lease to what is to be written at its end. For the worker's thread. */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /** A job whose runners die one after the other is itself the likely cause. */
    private static final int MOST_LOST = 5;

    private final RunnerSettings settings;
    private final Grip grip;
    private final Lease lease;
    private final Leases leases;
    private final JobHandler handler;
    private final RunningJob job;

    Attempt(RunnerSettings settings, Grip grip, Leases leases, JobHandler handler, RunningJob job) {
        this.settings = settings;
        this.grip = grip;
        this.lease = grip.lease();
        this.leases = leases;
        this.handler = handler;
        this.job = job;
    }

    /** Does the work and says how it ends; from then on nobody interrupts it. */
    Ending run() {
        try {
            if (grip.cancelled()) {
                return settle(null);
            }
            requireSurvivable();
            Consumer<Handle> result = handler.run(job);
            // What is done is worth more than the news that it is not wanted.
            grip.letGo();
            return new Ending(grip, () -> leases.finish(lease, JobEnd.SUCCEEDED, null, result), this::settle);
        } catch (InterruptedException e) {
            return settle(null);
        } catch (RuntimeException | Error e) {
            return settle(Failures.classify(e));
        }
    }

    private void requireSurvivable() {
        int lost = lease.trouble().lost();
        if (lost > MOST_LOST) {
            throw new LikenessException(
                    ErrorCode.INTERNAL_ERROR, "the runner of this work was lost " + lost + " times");
        }
    }

    /** What looks like a failure may be what an interruption came to in some client. */
    private Ending settle(@Nullable LikenessException failure) {
        boolean interrupted = grip.letGo();
        if (grip.lost() || (failure != null && failure.code() == ErrorCode.LEASE_LOST)) {
            grip.lose();
            LOG.warn("lease lost kind={} id={} attempt={}", lease.kind(), lease.id(), lease.attempt());
            return Ending.none(grip);
        }
        if (grip.cancelled()) {
            LOG.info("job cancelled kind={} id={}", lease.kind(), lease.id());
            return Ending.last(grip, () -> leases.finish(lease, JobEnd.CANCELLED, null, handler.cancelled(job)));
        }
        if (failure == null || interrupted || grip.stopping()) {
            return Ending.last(grip, () -> leases.giveBack(lease, Duration.ZERO, null));
        }
        Failure reason = Failure.of(failure);
        if (handler.again(job, failure) && !job.trouble().spent()) {
            LOG.warn("job given back kind={} id={} cause={}", lease.kind(), lease.id(), failure.getMessage());
            Duration delay = settings.delayAfter(job.trouble().failures());
            return Ending.last(grip, () -> leases.giveBack(lease, delay, reason));
        }
        LOG.warn("job failed kind={} id={} code={}", lease.kind(), lease.id(), failure.code(), failure);
        return Ending.last(grip, () -> leases.finish(lease, JobEnd.FAILED, reason, handler.failed(job, failure)));
    }
}
