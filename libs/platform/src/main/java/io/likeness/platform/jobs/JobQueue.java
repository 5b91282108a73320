package io.likeness.platform.jobs;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Rows of long work in PostgreSQL. A runner takes a row with a lease and keeps it by heartbeats; a row whose lease has run out
 * goes to the next taker. Each take raises the row's fence, and every write of a runner is refused once the fence has moved on
 * (Kleppmann, "How to do distributed locking", 2016). Safe for threads.
 */
@ApplicationScoped
public class JobQueue {
    private static final String TAKE = """
            UPDATE job SET state = 'running', owner = :owner, attempt = attempt + 1, fence = fence + 1,
                lost = lost + CASE WHEN state = 'running' THEN 1 ELSE 0 END,
                lease_until = now() + CAST(:lease AS interval)
            WHERE kind = :kind AND id = (
                SELECT id FROM job
                WHERE kind = :kind AND (state = 'queued' AND available_at <= now() OR state = 'running' AND lease_until < now())
                ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, payload, correlation_id, attempt, lost, fence
            """;

    private final Jdbi jdbi;
    private final String owner = UUID.randomUUID().toString();

    public JobQueue(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Writes a job within the caller's transaction.
     *
     * @return false if a job of that kind and id exists already; nothing is changed then
     */
    public boolean enqueue(Handle transaction, String kind, String id, byte[] payload, String correlationId) {
        return transaction
                        .createUpdate("INSERT INTO job (kind, id, payload, correlation_id)"
                                + " VALUES (:kind, :id, :payload, :correlation) ON CONFLICT DO NOTHING")
                        .bind("kind", kind)
                        .bind("id", id)
                        .bind("payload", payload)
                        .bind("correlation", correlationId)
                        .execute()
                == 1;
    }

    /**
     * Ends a job that no runner has taken yet, within the caller's transaction.
     *
     * @return false if a runner has, or had, it, or if it is not there; nothing is changed then
     */
    public boolean withdraw(Handle transaction, String kind, String id) {
        return transaction
                        .createUpdate("UPDATE job SET state = 'done', done_at = now()"
                                + " WHERE kind = :kind AND id = :id AND state = 'queued' AND attempt = 0")
                        .bind("kind", kind)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** Takes the oldest job that is free, if there is one. */
    public Optional<Lease> take(String kind, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery(TAKE)
                .bind("owner", owner)
                .bind("kind", kind)
                .bind("lease", lease.toString())
                .map((row, context) -> new Lease(
                        kind,
                        row.getString("id"),
                        row.getBytes("payload"),
                        row.getString("correlation_id"),
                        row.getInt("attempt"),
                        row.getInt("lost"),
                        row.getLong("fence")))
                .findOne());
    }

    /** Extends a lease; false if another runner has the job. A lease that ran out unnoticed is taken up again. */
    public boolean heartbeat(Lease lease, Duration duration) {
        return jdbi.withHandle(
                handle -> update(handle, lease, "lease_until = now() + CAST(:value AS interval)", duration.toString()));
    }

    /**
     * Runs a transaction that commits only if the lease still holds.
     *
     * @throws LikenessException {@code LEASE_LOST}
     */
    public void transact(Lease lease, Consumer<Handle> work) {
        jdbi.useTransaction(transaction -> {
            fence(transaction, lease);
            work.accept(transaction);
        });
    }

    /** Forgets earlier losses of a job that has got on since, within a transaction that holds its lease. */
    void forgetLosses(Handle transaction, Lease lease) {
        transaction
                .createUpdate("UPDATE job SET lost = 0 WHERE kind = :kind AND id = :id")
                .bind("kind", lease.kind())
                .bind("id", lease.id())
                .execute();
    }

    /** Ends the job and runs the work, in one transaction; throws as {@link #transact}. */
    public void finish(Lease lease, Consumer<Handle> work) {
        transact(lease, transaction -> {
            work.accept(transaction);
            update(
                    transaction,
                    lease,
                    "done_at = CAST(:value AS timestamptz), state = 'done', lease_until = NULL",
                    "now");
        });
    }

    /** Gives the job back, to be taken again after a delay; no failure if another runner has it. */
    public void release(Lease lease, Duration delay) {
        jdbi.useHandle(handle -> update(
                handle,
                lease,
                "state = 'queued', lease_until = NULL, available_at = now() + CAST(:value AS interval)",
                delay.toString()));
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

    private static boolean update(Handle handle, Lease lease, String assignments, String value) {
        return handle.createUpdate("UPDATE job SET " + assignments
                                + " WHERE kind = :kind AND id = :id AND fence = :fence AND state = 'running'")
                        .bind("value", value)
                        .bind("kind", lease.kind())
                        .bind("id", lease.id())
                        .bind("fence", lease.fence())
                        .execute()
                == 1;
    }
}
