package io.likeness.platform.jobs;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Payload;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.jobs.Lease.Trouble;
import io.likeness.platform.web.Failures;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    private final Grip grip;
    private final Leases leases;
    private final Outbox outbox;
    private volatile Trouble trouble;

    RunningJob(Grip grip, Leases leases, Outbox outbox) {
        this.grip = grip;
        this.leases = leases;
        this.outbox = outbox;
        this.trouble = grip.lease().trouble();
    }

    public Lease lease() {
        return grip.lease();
    }

    /** What has gone wrong since the job last got on, in this attempt or before. */
    public Trouble trouble() {
        return trouble;
    }

    /** Whether the service stops; an interrupted handler may then use what time its runner was given to save what it has. */
    public boolean stopping() {
        return grip.stopping();
    }

    /** Whether nobody wants the result any more: the handler was interrupted for it and is to end soon. */
    public boolean cancelled() {
        return grip.cancelled();
    }

    /**
     * For handlers whose interruption may have been swallowed by some client.
     *
     * @throws InterruptedException if the job is cancelled or its lease is lost
     */
    public void check() throws InterruptedException {
        if (grip.cancelled() || grip.lost()) {
            throw new InterruptedException("job " + lease().kind() + " " + lease().id());
        }
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
        leases.transact(lease(), work);
    }

    /**
     * As {@link #publish}, but waits for a database that is away: nobody else can take the job then, and the work done so far is
     * worth more than the wait.
     *
     * @throws LikenessException {@code LEASE_LOST}
     * @throws InterruptedException if the job is cancelled, the service stops or the lease is lost
     */
    public void publishPatiently(Payload... payloads) throws InterruptedException {
        transactPatiently(announcing(payloads));
    }

    /**
     * As {@link #transact}, but waits for a database that is away; {@code work} may be run more than once.
     *
     * @throws LikenessException {@code LEASE_LOST}
     * @throws InterruptedException if the job is cancelled, the service stops or the lease is lost
     */
    public void transactPatiently(Consumer<Handle> work) throws InterruptedException {
        while (!transacted(work)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /**
     * Within a transaction of {@link #transact}: the work that is stored there will not be lost with this runner, so that only runners lost
     * and attempts failed from here on count against the job.
     */
    public void progressed(Handle transaction) {
        leases.forgetTroubles(transaction, lease());
        transaction.afterCommit(() -> trouble = trouble.forgotten());
    }

    /** Within a transaction of {@link #transact}: the job is in time, and its deadline does not count any more. */
    public void inTime(Handle transaction) {
        leases.keepDeadline(transaction, lease());
    }

    /**
     * Within a transaction of {@link #transact}: from here on the job cannot be cancelled, in this attempt or any other.
     *
     * @return false if it is cancelled already: nothing is changed then, and {@link #check} throws
     */
    public boolean pin(Handle transaction) {
        boolean pinned = leases.pin(transaction, lease());
        if (!pinned) {
            grip.noteCancelled();
        }
        return pinned;
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
            LOG.warn("write waits kind={} id={} cause={}", lease().kind(), lease().id(), failure.getMessage());
            return false;
        }
    }

    /** A transaction's work that publishes; for the end of the job. */
    public Consumer<Handle> announcing(Payload... payloads) {
        List<Payload> all = List.of(payloads);
        return transaction -> all.forEach(payload -> outbox.add(transaction, payload, lease().correlationId()));
    }
}
