package io.likeness.platform.jobs;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.web.Failures;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes jobs of one kind, one after the other, and keeps the lease alive while the handler works. Started and closed by its
 * service; closing interrupts the work, gives the handler some time to end it, and gives the job back.
 */
public final class JobRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** Long enough for a database restart between two heartbeats, short enough to have a dead runner's job taken within 20 s. */
    static final Duration LEASE = Duration.ofSeconds(15);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    /** For the handler to end and the job to be given back. */
    private static final Duration END = Duration.ofSeconds(8);

    /** A job whose runners die one after the other is itself the likely cause. */
    private static final int MOST_LOST = 5;

    private final String kind;
    private final JobQueue queue;
    private final Outbox outbox;
    private final JobHandler handler;
    private final Duration farewell;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean closing;
    private @Nullable Thread thread;

    /** A runner whose handler ends at once when it is interrupted. */
    public JobRunner(String kind, JobQueue queue, Outbox outbox, JobHandler handler) {
        this(kind, queue, outbox, handler, Duration.ZERO);
    }

    /** @param farewell how long the handler may take to save its work once it is interrupted because the runner is closed */
    public JobRunner(String kind, JobQueue queue, Outbox outbox, JobHandler handler, Duration farewell) {
        this.kind = kind;
        this.queue = queue;
        this.outbox = outbox;
        this.handler = handler;
        this.farewell = farewell.plus(END);
    }

    /** Begins to take jobs. */
    public void start() {
        thread = Thread.ofPlatform().name("runner-" + kind).daemon().start(this::loop);
    }

    /** Says that a job was, or is about to be, committed. */
    public void wake() {
        wakeUps.release();
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        closing = true;
        thread.interrupt();
        try {
            thread.join(farewell);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        while (!closing) {
            try {
                step();
            } catch (InterruptedException e) {
                LOG.debug("runner interrupted kind={} closing={}", kind, closing);
            }
        }
    }

    /** A runner that ended here would leave its service healthy and its jobs undone; what it held is taken again with the lease. */
    private void step() throws InterruptedException {
        try {
            Optional<Lease> lease = take();
            if (lease.isPresent()) {
                work(lease.orElseThrow());
                return;
            }
        } catch (RuntimeException | Error e) {
            LOG.error("runner failed and goes on kind={}", kind, e);
        }
        if (wakeUps.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            wakeUps.drainPermits();
        }
    }

    private Optional<Lease> take() {
        try {
            return queue.take(kind, LEASE);
        } catch (RuntimeException e) {
            LOG.warn("no job taken, will try again kind={} cause={}", kind, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void work(Lease lease) throws InterruptedException {
        RunningJob job = new RunningJob(lease, queue, outbox, () -> closing);
        try (Heart heart = Heart.start(queue, lease, Thread.currentThread());
                MDC.MDCCloseable correlation = MDC.putCloseable("correlationId", lease.correlationId())) {
            try {
                attempt(job);
            } catch (InterruptedException e) {
                if (!heart.lost()) {
                    giveBack(lease, Duration.ZERO);
                    throw e;
                }
                LOG.warn("lease lost kind={} id={} attempt={}", kind, lease.id(), lease.attempt());
            }
        }
    }

    private void attempt(RunningJob job) throws InterruptedException {
        Lease lease = job.lease();
        try {
            if (lease.lost() > MOST_LOST) {
                throw new LikenessException(
                        ErrorCode.INTERNAL_ERROR, "the runner of this work was lost " + lease.lost() + " times");
            }
            queue.finish(lease, handler.run(job));
        } catch (RuntimeException | Error e) {
            settle(job, Failures.classify(e));
        }
    }

    private void settle(RunningJob job, LikenessException failure) throws InterruptedException {
        Lease lease = job.lease();
        if (Thread.interrupted() || closing) {
            throw new InterruptedException("runner " + kind);
        }
        if (failure.code() == ErrorCode.LEASE_LOST) {
            LOG.warn("lease lost kind={} id={} attempt={}", kind, lease.id(), lease.attempt());
        } else if (failure.retriable()) {
            LOG.warn("job given back kind={} id={} cause={}", kind, lease.id(), failure.getMessage());
            giveBack(lease, delay(lease.attempt()));
        } else {
            LOG.warn("job failed kind={} id={} code={}", kind, lease.id(), failure.code(), failure);
            conclude(job, failure);
        }
    }

    private void conclude(RunningJob job, LikenessException failure) {
        try {
            queue.finish(job.lease(), handler.failed(job, failure));
        } catch (RuntimeException e) {
            LOG.warn(
                    "failure not recorded, the job will be run again kind={} id={}",
                    kind,
                    job.lease().id(),
                    e);
        }
    }

    private void giveBack(Lease lease, Duration delay) {
        try {
            queue.release(lease, delay);
        } catch (RuntimeException e) {
            LOG.warn("job not given back, its lease will run out kind={} id={}", kind, lease.id(), e);
        }
    }

    private static Duration delay(int attempt) {
        Duration delay = Duration.ofSeconds(1L << Math.min(attempt - 1, 5));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }
}
