package io.likeness.platform.jobs;

import io.likeness.contracts.Failure;
import io.likeness.platform.jobs.Cancelling.AlreadyEnded;
import io.likeness.platform.jobs.Cancelling.Forestalled;
import io.likeness.platform.jobs.Cancelling.Told;
import io.likeness.platform.jobs.Cancelling.TooLate;
import io.likeness.platform.jobs.Cancelling.Withdrawn;
import io.likeness.platform.jobs.JobState.Ended;
import io.likeness.platform.jobs.JobState.Pinned;
import io.likeness.platform.jobs.JobState.Queued;
import io.likeness.platform.jobs.JobState.Running;
import io.likeness.platform.jobs.JobState.Unknown;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Rows of long work in the database, as those see them who want work done: each call is part of the caller's transaction. Runners
 * have {@link Leases}. Safe for threads.
 */
@ApplicationScoped
public class JobQueue {
    private final JobTable table;

    @Inject
    public JobQueue() {
        this(new PostgresJobTable());
    }

    JobQueue(JobTable table) {
        this.table = table;
    }

    /** Writes a job. */
    public Enqueueing enqueue(Handle transaction, NewJob job) {
        if (table.insert(transaction, job)) {
            return Enqueueing.QUEUED;
        }
        return table.lock(transaction, job.kind(), job.id()) instanceof Ended(JobEnd end) && end == JobEnd.CANCELLED
                ? Enqueueing.CANCELLED
                : Enqueueing.KNOWN;
    }

    /**
     * Lets a held job be taken.
     *
     * @param payload what its handler needs, now that it is known
     * @return false if the job is not there or not queued; nothing is changed then
     */
    public boolean admit(Handle transaction, String kind, String id, byte[] payload) {
        if (!(table.lock(transaction, kind, id) instanceof Queued)) {
            return false;
        }
        table.admit(transaction, kind, id, payload);
        return true;
    }

    /**
     * Ends a job that nobody has, for a reason outside of it; the caller announces that.
     *
     * @return false if the job is not there or not queued; nothing is changed then
     */
    public boolean refuse(Handle transaction, String kind, String id, Failure failure) {
        if (table.lock(transaction, kind, id) instanceof Queued queued) {
            table.end(transaction, kind, id, queued.refuse(), failure);
            return true;
        }
        return false;
    }

    /** Whether a job has ended; empty if there is none of that kind and id. */
    public Optional<Boolean> findEnded(Handle handle, String kind, String id) {
        return table.findEnded(handle, kind, id);
    }

    /** Cancels a job in whatever state it is. */
    public Cancelling cancel(Handle transaction, String kind, String id) {
        return switch (table.lock(transaction, kind, id)) {
            case Unknown unknown -> {
                if (!table.bury(transaction, kind, id, unknown.cancel())) {
                    // It was written between the look and the tombstone, and can be seen now.
                    yield cancel(transaction, kind, id);
                }
                yield new Forestalled();
            }
            case Queued queued -> {
                table.end(transaction, kind, id, queued.cancel(), null);
                yield new Withdrawn(queued.origin().payload(), queued.origin().correlationId());
            }
            case Running running -> {
                table.cancel(transaction, kind, id, running.cancel());
                yield new Told();
            }
            case Pinned ignored -> new TooLate();
            case Ended ended -> new AlreadyEnded(ended.end());
        };
    }
}
