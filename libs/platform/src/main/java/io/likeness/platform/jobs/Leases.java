package io.likeness.platform.jobs;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.database.Notifications;
import io.likeness.platform.jobs.JobState.Queued;
import jakarta.enterprise.context.ApplicationScoped;
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
    private static final String TAKEN = """
            UPDATE job SET state = 'running', owner = :owner, attempt = attempt + 1, fence = fence + 1,
                lease_until = now() + CAST(:lease AS interval)
            """;

    private static final String TAKE = TAKEN + """
            WHERE kind = :kind AND id = (
                SELECT id FROM job
                WHERE kind = :kind AND state = 'queued' AND resource = ANY(:resources)
                    AND (cancelled OR available_at <= now() AND (deadline IS NULL OR deadline > now()))
                ORDER BY turn, created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING
            """ + JobRow.LEASE_COLUMNS;

    /** Nothing if the runner has given a sign of life since it was seen. */
    private static final String TAKE_OVER = TAKEN + """
            , lost = lost + 1
            WHERE kind = :kind AND id = :id AND state = 'running' AND fence = :fence
                AND lease_until = CAST(:until AS timestamptz) AND lease_until < now()
            RETURNING
            """ + JobRow.LEASE_COLUMNS;

    private static final String GIVE_BACK = """
            UPDATE job SET state = 'queued', lease_until = NULL, available_at = now() + CAST(:delay AS interval),
                failures = failures + CASE WHEN CAST(:failure AS jsonb) IS NULL THEN 0 ELSE 1 END,
                failing_since = CASE WHEN CAST(:failure AS jsonb) IS NULL THEN failing_since
                    ELSE coalesce(failing_since, now()) END,
                failure = coalesce(CAST(:failure AS jsonb), failure)
            WHERE kind = :kind AND id = :id AND fence = :fence AND state = 'running'
            """;

    private static final String NEXT = """
            SELECT CAST(1000 * extract(epoch FROM least(
                (SELECT min(available_at) FROM job WHERE kind = :kind AND state = 'queued'
                    AND available_at > now() AND available_at < 'infinity'),
                (SELECT min(deadline) FROM job WHERE kind = :kind AND state = 'queued' AND deadline > now()))
                - now()) AS bigint)
            """;

    private final Jdbi jdbi;
    private final String owner = UUID.randomUUID().toString();

    public Leases(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What keeps the leases at hand alive. */
    Heart heart(String kind, Duration lease, Supplier<List<Grip>> grips) {
        return new Heart(jdbi, kind, lease, grips);
    }

    /** Takes the job whose turn it is, if there is one. */
    Optional<Lease> take(String kind, Set<ResourceClass> resources, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery(TAKE)
                .bind("owner", owner)
                .bind("kind", kind)
                .bind("lease", lease.toString())
                .bindArray(
                        "resources",
                        String.class,
                        resources.stream().map(ResourceClass::column).toList())
                .map((row, context) -> JobRow.lease(kind, row))
                .findOne());
    }

    /** The jobs of a kind that any runner has, or had. */
    List<Sighting> running(String kind, Set<ResourceClass> resources) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT id, fence, CAST(lease_until AS text) AS until, lease_until < now() AS expired FROM job"
                                + " WHERE kind = :kind AND state = 'running' AND resource = ANY(:resources)")
                .bind("kind", kind)
                .bindArray(
                        "resources",
                        String.class,
                        resources.stream().map(ResourceClass::column).toList())
                .map((row, context) -> new Sighting(
                        row.getString("id"), row.getLong("fence"), row.getString("until"), row.getBoolean("expired")))
                .list());
    }

    /** Takes a job whose lease has run out, if that is still as it was seen. */
    Optional<Lease> takeOver(String kind, Sighting seen, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery(TAKE_OVER)
                .bind("owner", owner)
                .bind("kind", kind)
                .bind("id", seen.id())
                .bind("fence", seen.fence())
                .bind("until", seen.until())
                .bind("lease", lease.toString())
                .map((row, context) -> JobRow.lease(kind, row))
                .findOne());
    }

    /** How long until a queued job becomes available or overdue by itself. */
    Optional<Duration> next(String kind) {
        return jdbi.withHandle(handle -> handle.createQuery(NEXT)
                        .bind("kind", kind)
                        .mapTo(Long.class)
                        .findOne())
                .map(Duration::ofMillis);
    }

    /** Queued jobs past their deadline; some, if there are many. */
    List<String> overdue(String kind) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM job WHERE kind = :kind AND state = 'queued'"
                        + " AND deadline <= now() AND NOT cancelled ORDER BY deadline LIMIT 100")
                .bind("kind", kind)
                .mapTo(String.class)
                .list());
    }

    /** Ends a job as expired, together with what is written about it, if nobody has it or ends it at this moment. */
    void expire(String kind, String id, Function<Lease, Consumer<Handle>> announcement) {
        jdbi.useTransaction(transaction -> {
            Optional<Lease> overdue = transaction
                    .createQuery("SELECT " + JobRow.LEASE_COLUMNS + " FROM job WHERE kind = :kind AND id = :id"
                            + " AND state = 'queued' AND deadline <= now() AND NOT cancelled FOR UPDATE SKIP LOCKED")
                    .bind("kind", kind)
                    .bind("id", id)
                    .map((row, context) -> JobRow.lease(kind, row))
                    .findOne();
            if (overdue.isPresent() && JobQueue.lock(transaction, kind, id) instanceof Queued queued) {
                announcement.apply(overdue.orElseThrow()).accept(transaction);
                JobQueue.end(transaction, kind, id, queued.expire(), null);
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
            fence(transaction, lease);
            work.accept(transaction);
        });
    }

    /** Ends the job and runs the work, in one transaction; throws as {@link #transact}. */
    void finish(Lease lease, JobEnd end, @Nullable Failure failure, Consumer<Handle> work) {
        transact(lease, transaction -> {
            work.accept(transaction);
            JobQueue.end(transaction, lease.kind(), lease.id(), lease.end(end), failure);
        });
    }

    /**
     * Gives the job back, to be taken again after a delay; nothing happens if another runner has it.
     *
     * @param failure because of which; null if the runner stops
     */
    void giveBack(Lease lease, Duration delay, @Nullable Failure failure) {
        jdbi.useTransaction(transaction -> {
            transaction
                    .createUpdate(GIVE_BACK)
                    .bind("kind", lease.kind())
                    .bind("id", lease.id())
                    .bind("fence", lease.fence())
                    .bind("delay", delay.toString())
                    .bind("failure", JobQueue.json(failure))
                    .execute();
            Notifications.send(transaction, JobSubjects.queued(lease.kind()));
        });
    }

    /** Forgets the troubles of a job that has got on since, within a transaction that holds its lease. */
    static void forgetTroubles(Handle transaction, Lease lease) {
        set(transaction, lease, "lost = 0, failures = 0, failing_since = NULL");
    }

    /** Within a transaction that holds the lease: the job is in time and cannot expire any more. */
    static void keepDeadline(Handle transaction, Lease lease) {
        set(transaction, lease, "deadline = NULL");
    }

    /** Within a transaction that holds the lease: false, and nothing is changed, if the job is cancelled already. */
    static boolean pin(Handle transaction, Lease lease) {
        return transaction
                        .createUpdate("UPDATE job SET pinned = true WHERE kind = :kind AND id = :id AND NOT cancelled")
                        .bind("kind", lease.kind())
                        .bind("id", lease.id())
                        .execute()
                == 1;
    }

    private static void set(Handle transaction, Lease lease, String assignments) {
        transaction
                .createUpdate("UPDATE job SET " + assignments + " WHERE kind = :kind AND id = :id")
                .bind("kind", lease.kind())
                .bind("id", lease.id())
                .execute();
    }

    private static void fence(Handle transaction, Lease lease) {
        boolean held = transaction
                .createQuery("SELECT fence FROM job WHERE kind = :kind AND id = :id AND fence = :fence"
                        + " AND state = 'running' FOR UPDATE")
                .bind("kind", lease.kind())
                .bind("id", lease.id())
                .bind("fence", lease.fence())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
        if (!held) {
            throw new LikenessException(
                    ErrorCode.LEASE_LOST,
                    "job %s %s: expected fence %d, found another".formatted(lease.kind(), lease.id(), lease.fence()));
        }
    }
}
