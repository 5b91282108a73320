package io.likeness.platform.jobs;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.event.Payload;
import io.likeness.platform.events.Outbox;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** A job in the hands of its runner: its lease, and the only way to write on its behalf. */
public final class RunningJob {
    private final Lease lease;
    private final JobQueue queue;
    private final Outbox outbox;

    RunningJob(Lease lease, JobQueue queue, Outbox outbox) {
        this.lease = lease;
        this.queue = queue;
        this.outbox = outbox;
    }

    public Lease lease() {
        return lease;
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

    /** A transaction's work that publishes; for the end of the job. */
    public Consumer<Handle> announcing(Payload... payloads) {
        List<Payload> all = List.of(payloads);
        return transaction -> all.forEach(payload -> outbox.add(transaction, payload, lease.correlationId()));
    }
}
