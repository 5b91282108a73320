package io.likeness.platform.jobs;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.jobs.JobState.Queued;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Jobs as runners see them. A runner takes a row with a lease and keeps it by heartbeats; a row whose lease has run out
 * goes to the next taker. Each take raises the row's fence, and every write of a runner is refused once the fence has moved on
 * (Kleppmann, "How to do distributed locking", 2016). Safe for threads.
 */
@ApplicationScoped
public class Leases {
    private final Jdbi jdbi;
    private final JobTable table;
    private final LeaseTimes times;
    private final JobMeters meters;
    private final String owner = UUID.randomUUID().toString();

    @Inject
    public Leases(Jdbi jdbi, JobConfiguration configuration, JobMeters meters) {
        this(jdbi, new PostgresJobTable(), new LeaseTimes(configuration.lease()), meters);
    }

    Leases(Jdbi jdbi, JobTable table, LeaseTimes times, JobMeters meters) {
        this.jdbi = jdbi;
        this.table = table;
        this.times = times;
        this.meters = meters;
    }

    /** In which each of these leases is kept and watched. */
    LeaseTimes times() {
        return times;
    }

    JobMeters meters() {
        return meters;
    }

    /** What keeps the leases at hand alive. */
    Heart heart(String kind, Supplier<List<Grip>> grips) {
        meters.register(kind);
        return new Heart(jdbi, table, kind, times, meters, grips);
    }

    /** Writes a job, to be taken by whoever is free. */
    void write(NewJob job) {
        jdbi.useTransaction(transaction -> table.insert(transaction, job));
    }

    /** Writes a job and takes it at once, unless another one waits; a job that is there already is left alone. */
    Optional<Lease> writeAndTake(NewJob job) {
        Optional<Lease> begun = jdbi.inTransaction(transaction -> {
            Optional<Lease> taken = table.insertTaken(transaction, job, owner, times.lease());
            if (taken.isEmpty()) {
                table.insert(transaction, job);
            }
            return taken;
        });
        return counted(begun);
    }

    /** Takes the job whose turn it is, if there is one. */
    Optional<Lease> take(String kind, Set<ResourceClass> resources) {
        return counted(jdbi.withHandle(handle -> table.take(handle, kind, owner, resources, times.lease())));
    }

    /** The jobs of a kind that any runner has, or had. */
    List<Sighting> running(String kind, Set<ResourceClass> resources) {
        return jdbi.withHandle(handle -> table.running(handle, kind, resources));
    }

    /** Takes a job whose lease has run out, if that is still as it was seen. */
    Optional<Lease> takeOver(String kind, Sighting seen) {
        return counted(jdbi.withHandle(handle -> table.takeOver(handle, kind, owner, seen, times.lease())));
    }

    private Optional<Lease> counted(Optional<Lease> taken) {
        taken.ifPresent(meters::taken);
        return taken;
    }

    /** How long until a queued job becomes available or overdue by itself. */
    Optional<Duration> next(String kind) {
        return jdbi.withHandle(handle -> table.next(handle, kind));
    }

    /** Queued jobs past their deadline; some, if there are many. */
    List<String> overdue(String kind) {
        return jdbi.withHandle(handle -> table.overdue(handle, kind));
    }

    /** Ends a job as expired, together with what is written about it, if nobody has it or ends it at this moment. */
    void expire(String kind, String id, Function<Lease, Consumer<Handle>> announcement) {
        jdbi.useTransaction(transaction -> {
            Optional<Lease> overdue = table.lockOverdue(transaction, kind, id);
            if (overdue.isPresent() && table.lock(transaction, kind, id) instanceof Queued queued) {
                announcement.apply(overdue.orElseThrow()).accept(transaction);
                table.end(transaction, kind, id, queued.expire(), null);
                transaction.afterCommit(() -> meters.ended(kind, JobEnd.EXPIRED));
            }
        });
    }

    /**
     * Runs a transaction that commits only if the lease still holds.
     *
     * @throws LikenessException {@code LEASE_LOST}
     */
    void transact(Lease lease, Consumer<Handle> work) {
        jdbi.useTransaction(transaction -> {
            require(lease, table.holds(transaction, lease));
            work.accept(transaction);
        });
    }

    /** Ends the job and runs the work, in one transaction; throws as {@link #transact}. */
    void finish(Lease lease, JobEnd end, @Nullable Failure failure, Consumer<Handle> work) {
        jdbi.useTransaction(transaction -> {
            require(lease, table.finish(transaction, lease, lease.end(end), failure));
            work.accept(transaction);
            transaction.afterCommit(() -> meters.ended(lease.kind(), end));
        });
    }

    private static void require(Lease lease, boolean held) {
        if (!held) {
            throw new LikenessException(
                    ErrorCode.LEASE_LOST,
                    "job %s %s: expected fence %d, found another".formatted(lease.kind(), lease.id(), lease.fence()));
        }
    }

    /**
     * Gives the job back, to be taken again after a delay; nothing happens if another runner has it.
     *
     * @param failure because of which; null if the runner stops
     */
    void giveBack(Lease lease, Duration delay, @Nullable Failure failure) {
        jdbi.useTransaction(transaction -> table.giveBack(transaction, lease, delay, failure));
        meters.givenBack(lease.kind());
    }

    /** Forgets the troubles of a job that has got on since, within a transaction that holds its lease. */
    void forgetTroubles(Handle transaction, Lease lease) {
        table.forgetTroubles(transaction, lease);
    }

    /** Within a transaction that holds the lease: the job is in time and cannot expire any more. */
    void keepDeadline(Handle transaction, Lease lease) {
        table.keepDeadline(transaction, lease);
    }

    /** Within a transaction that holds the lease: false, and nothing is changed, if the job is cancelled already. */
    boolean pin(Handle transaction, Lease lease) {
        return table.pin(transaction, lease);
    }
}
