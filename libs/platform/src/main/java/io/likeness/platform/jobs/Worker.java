package io.likeness.platform.jobs;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.web.Failures;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One job at hand, on a thread of its own, from its lease to its end or to its return. */
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    /** A job whose runners die one after the other is itself the likely cause. */
    private static final int MOST_LOST = 5;

    private final Lease lease;
    private final Leases leases;
    private final JobHandler handler;
    private final Consumer<Worker> ended;
    private final Thread thread;
    private final Grip grip;
    private final RunningJob job;

    Worker(Lease lease, Leases leases, Outbox outbox, JobHandler handler, Consumer<Worker> ended) {
        this.lease = lease;
        this.leases = leases;
        this.handler = handler;
        this.ended = ended;
        this.thread = Thread.ofPlatform()
                .name("worker-" + lease.kind() + "-" + lease.id())
                .daemon()
                .unstarted(this::work);
        this.grip = new Grip(lease, thread);
        this.job = new RunningJob(grip, leases, outbox);
    }

    void start() {
        thread.start();
    }

    Grip grip() {
        return grip;
    }

    /** Interrupts the work because the service stops. */
    void stop() {
        grip.stop();
    }

    void join(Duration longest) {
        try {
            if (!thread.join(longest)) {
                LOG.warn("job not given back in time, its lease will run out kind={} id={}", lease.kind(), lease.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try (MDC.MDCCloseable correlation = MDC.putCloseable("correlationId", lease.correlationId())) {
            attempt();
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "job neither ended nor given back, its lease will run out kind={} id={}",
                    lease.kind(),
                    lease.id(),
                    e);
        } finally {
            ended.accept(this);
        }
    }

    private void attempt() {
        try {
            if (!grip.cancelled()) {
                requireSurvivable();
                leases.finish(lease, JobEnd.SUCCEEDED, null, handler.run(job));
                return;
            }
            settle(null);
        } catch (InterruptedException e) {
            settle(null);
        } catch (RuntimeException | Error e) {
            settle(Failures.classify(e));
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
    private void settle(@Nullable LikenessException failure) {
        boolean interrupted = grip.letGo();
        if (grip.lost() || failure != null && failure.code() == ErrorCode.LEASE_LOST) {
            LOG.warn("lease lost kind={} id={} attempt={}", lease.kind(), lease.id(), lease.attempt());
        } else if (grip.cancelled()) {
            LOG.info("job cancelled kind={} id={}", lease.kind(), lease.id());
            conclude(JobEnd.CANCELLED, null, () -> handler.cancelled(job));
        } else if (failure == null || interrupted || grip.stopping()) {
            giveBack(Duration.ZERO, null);
        } else if (handler.again(job, failure) && !job.trouble().spent()) {
            LOG.warn("job given back kind={} id={} cause={}", lease.kind(), lease.id(), failure.getMessage());
            giveBack(delay(job.trouble().failures()), Failure.of(failure));
        } else {
            LOG.warn("job failed kind={} id={} code={}", lease.kind(), lease.id(), failure.code(), failure);
            conclude(JobEnd.FAILED, Failure.of(failure), () -> handler.failed(job, failure));
        }
    }

    private void conclude(JobEnd end, @Nullable Failure failure, Supplier<Consumer<Handle>> announcement) {
        try {
            leases.finish(lease, end, failure, announcement.get());
        } catch (RuntimeException e) {
            LOG.warn("end not recorded, the job will be run again kind={} id={}", lease.kind(), lease.id(), e);
        }
    }

    private void giveBack(Duration delay, @Nullable Failure failure) {
        try {
            leases.giveBack(lease, delay, failure);
        } catch (RuntimeException e) {
            LOG.warn("job not given back, its lease will run out kind={} id={}", lease.kind(), lease.id(), e);
        }
    }

    private static Duration delay(int failures) {
        Duration delay = Duration.ofSeconds(1L << Math.min(failures, 5));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }
}
