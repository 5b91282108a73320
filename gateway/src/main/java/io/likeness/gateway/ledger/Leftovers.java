package io.likeness.gateway.ledger;

import io.likeness.contracts.LikenessException;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what jobs left in the store that are gone. A row is lent to one gateway for a while, so that no transaction waits for the
 * store; it counts as swept once the store has answered. Safe for threads.
 */
@Singleton
final class Leftovers implements Chore {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final int BATCH = 20;

    /** The loan lasts longer than a batch may take, and ends by itself where a gateway does. */
    private static final String BORROW = """
        UPDATE ledger job SET sweep_at = now() + interval '5 minutes' FROM (
            SELECT kind, id FROM ledger WHERE sweep_at <= now()
            ORDER BY sweep_at LIMIT :batch FOR UPDATE SKIP LOCKED) due
        WHERE job.kind = due.kind AND job.id = due.id
        RETURNING job.kind, job.id, job.sweep_at\
        """;

    /** A runner that was paused may still write for a while after the end of a job, so what is gone that early is swept once more. */
    private static final String SWEPT = """
        UPDATE ledger SET sweep_at = CASE WHEN gone IS NOT NULL AND heard_at > now() - interval '1 day'
            THEN heard_at + interval '1 day' END, documents = CASE WHEN gone IS NULL THEN documents ELSE '{}' END
        WHERE kind = :kind AND id = :id AND sweep_at = :loan\
        """;

    private final Jdbi jdbi;
    private final ObjectStore store;

    Leftovers(Jdbi jdbi, ObjectStore store) {
        this.jdbi = jdbi;
        this.store = store;
    }

    @Override
    public boolean run() {
        List<Leftover> borrowed = jdbi.inTransaction(Leftovers::borrow);
        borrowed.forEach(this::sweepOrLog);
        return borrowed.size() == BATCH;
    }

    /** One whose objects the store refuses to delete is tried again when its loan ends, and holds up no other. */
    private void sweepOrLog(Leftover leftover) {
        try {
            sweep(leftover);
        } catch (LikenessException e) {
            if (e.retriable()) {
                throw e;
            }
            LOG.error("objects of a job stay id={}", leftover.id, e);
        }
    }

    private static List<Leftover> borrow(Handle transaction) {
        return transaction
                .createQuery(BORROW)
                .bind("batch", BATCH)
                .map((row, context) -> new Leftover(
                        JobKind.parse(row.getString("kind")),
                        row.getString("id"),
                        Documents.requireTime(row, "sweep_at")))
                .list();
    }

    /** A generation's results lie under its id, whichever attempt wrote them; what other jobs made is deleted by their services, which were told. */
    private void sweep(Leftover leftover) {
        if (leftover.kind == JobKind.GENERATION) {
            store.deletePrefix(Bucket.RESULTS, leftover.id + "/");
        }
        jdbi.useHandle(handle -> handle.createUpdate(SWEPT)
                .bind("kind", leftover.kind.word())
                .bind("id", leftover.id)
                .bind("loan", leftover.loan)
                .execute());
    }

    private record Leftover(JobKind kind, String id, Instant loan) {}
}
