package io.likeness.platform.jobs;

import io.likeness.contracts.Failure;
import io.likeness.platform.jobs.JobState.Ended;
import io.likeness.platform.jobs.JobState.Running;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Rows of jobs. Each call is part of the transaction that the handle has open, or is one by itself. One contract suite holds every
 * implementation to the same answers: what it says of PostgreSQL is what simulations rely on. Safe for threads.
 */
interface JobTable {

    /** What a heartbeat finds of a job. */
    record Pulse(long fence, boolean cancelled) {}

    /** Writes a job, and wakes runners; false, and nothing is changed, if there is a row of its kind and id. */
    boolean insert(Handle transaction, NewJob job);

    /**
     * Writes a job that its writer has from then on, and wakes nobody; empty, and nothing is changed, if there is a row of its kind and id,
     * if it cannot be taken now, or if another one waits.
     */
    Optional<Lease> insertTaken(Handle transaction, NewJob job, String owner, Duration lease);

    /** Leaves a tombstone; false, and nothing is changed, if there is a row of that kind and id. */
    boolean bury(Handle transaction, String kind, String id, Ended ended);

    /** Where a job stands; its row is held until the transaction ends. */
    JobState lock(Handle transaction, String kind, String id);

    /** Lets a held job, whose row is locked, be taken, and wakes runners. */
    void admit(Handle transaction, String kind, String id, byte[] payload);

    /** Ends a job, whose row is locked; a failure that is told replaces the last attempt's. */
    void end(Handle transaction, String kind, String id, Ended ended, @Nullable Failure failure);

    /** Ends a job, if the lease holds; false, and nothing is changed, if it does not. */
    boolean finish(Handle transaction, Lease lease, Ended ended, @Nullable Failure failure);

    /** Marks a job, whose row is locked, as cancelled, and tells its runner. */
    void cancel(Handle transaction, String kind, String id, Running running);

    /** Whether a job has ended; empty if there is none of that kind and id. */
    Optional<Boolean> findEnded(Handle handle, String kind, String id);

    /** Takes the job whose turn it is, if there is one that nobody else is taking. */
    Optional<Lease> take(Handle handle, String kind, String owner, Set<ResourceClass> resources, Duration lease);

    /** Takes a job whose lease has run out, if it is as it was seen. */
    Optional<Lease> takeOver(Handle handle, String kind, String owner, Sighting seen, Duration lease);

    /** Gives a job back, if the lease holds, and wakes runners. */
    void giveBack(Handle transaction, Lease lease, Duration delay, @Nullable Failure failure);

    /** The jobs that any runner has, or had. */
    List<Sighting> running(Handle handle, String kind, Set<ResourceClass> resources);

    /** How long until a queued job becomes available or overdue by itself. */
    Optional<Duration> next(Handle handle, String kind);

    /** Queued jobs past their deadline that are not cancelled; the first 100. */
    List<String> overdue(Handle handle, String kind);

    /** Such a job, whose row is held until the transaction ends; empty if somebody holds it. */
    Optional<Lease> lockOverdue(Handle transaction, String kind, String id);

    /** Whether the lease holds; if it does, it does until the transaction ends. */
    boolean holds(Handle transaction, Lease lease);

    /** Prolongs the leases that hold and whose rows nobody has locked. Says where each of these jobs stands that is running. */
    Map<String, Pulse> beat(Handle handle, String kind, List<Lease> leases, Duration lease);

    /** Forgets the troubles of a job, within a transaction that holds its lease. */
    void forgetTroubles(Handle transaction, Lease lease);

    /** Forgets the deadline of a job, within a transaction that holds its lease. */
    void keepDeadline(Handle transaction, Lease lease);

    /** Within a transaction that holds the lease: false, and nothing is changed, if the job is cancelled already. */
    boolean pin(Handle transaction, Lease lease);

    /** Deletes some jobs that ended longer ago than that; tells how many. */
    int purge(Handle handle, Duration retention, int most);
}
