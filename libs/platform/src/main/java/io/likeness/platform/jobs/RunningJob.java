package io.likeness.platform.jobs;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.event.Payload;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.web.Failures;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job in the hands of its runner: its lease, and the only way to write on its behalf. Safe for threads; only the runner's own is
 * interrupted.
 */
public final class RunningJob {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
    private static final long PAUSE_MILLIS = 500;

    private final Lease lease;
    private final JobQueue queue;
    private final Outbox outbox;
    private final BooleanSupplier stopping;

    RunningJob(Lease lease, JobQueue queue, Outbox outbox, BooleanSupplier stopping) {
        this.lease = lease;
        this.queue = queue;
        this.outbox = outbox;
        this.stopping = stopping;
    }

    public Lease lease() {
        return lease;
    }

    /** Whether the service stops; an interrupted handler may then use what time its runner was given to save what it has. */
    public boolean stopping() {
        return stopping.getAsBoolean();
    }

    /**
     * Publishes progress, if the lease still holds.
     *
     * @throws LikenessException {@code LEASE_LOST}
     */
    public void publish(Payload... payloads) {
        transact(announcing(payloads));
    }

    /**
     * Runs a transaction that commits only if the lease still holds, for state that goes with the job.
     *
     * @throws LikenessException {@code LEASE_LOST}
     */
    public void transact(Consumer<Handle> work) {
        queue.transact(lease, work);
    }

    /**
     * As {@link #publish}, but waits for a database that is away: nobody else can take the job then, and the work done so far is
     * worth more than the wait.
     *
     * @throws LikenessException {@code LEASE_LOST}
     * @throws InterruptedException if the service stops or the lease is lost
     */
    public void publishPatiently(Payload... payloads) throws InterruptedException {
        transactPatiently(announcing(payloads));
    }

    /**
     * As {@link #transact}, but waits for a database that is away; {@code work} may be run more than once.
     *
     * @throws LikenessException {@code LEASE_LOST}
     * @throws InterruptedException if the service stops or the lease is lost
     */
    public void transactPatiently(Consumer<Handle> work) throws InterruptedException {
        while (!transacted(work)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /**
     * Within a transaction of {@link #transact}: the work that is stored there will not be lost with this runner, so that only runners lost
     * from here on count against the job.
     */
    public void progressed(Handle transaction) {
        queue.forgetLosses(transaction, lease);
    }

    private boolean transacted(Consumer<Handle> work) {
        try {
            transact(work);
            return true;
        } catch (RuntimeException e) {
            LikenessException failure = Failures.classify(e);
            if (!failure.retriable()) {
                throw failure;
            }
            LOG.warn("write waits kind={} id={} cause={}", lease.kind(), lease.id(), failure.getMessage());
            return false;
        }
    }

    /** A transaction's work that publishes; for the end of the job. */
    public Consumer<Handle> announcing(Payload... payloads) {
        List<Payload> all = List.of(payloads);
        return transaction -> all.forEach(payload -> outbox.add(transaction, payload, lease.correlationId()));
    }
}
