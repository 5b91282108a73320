package io.likeness.gateway.ledger;

import io.likeness.platform.events.Outbox;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets jobs expire, then forgets them, and the keys that they were asked for with. In batches; several may work at once. Safe for
 * threads.
 */
@Singleton
final class Forgetting {
    private static final int BATCH = 1000;

    private static final String EXPIRED =
            LedgerTable.SELECT + "WHERE expires_at < now() AND gone IS NULL LIMIT :batch FOR UPDATE OF job SKIP LOCKED";

    /** Events of jobs that are gone, whatever made them go. */
    private static final String HISTORY = """
        DELETE FROM training_event WHERE sequence IN (SELECT event.sequence FROM training_event event
            JOIN ledger job ON job.kind = 'training' AND job.id = event.training_id
            WHERE job.gone IS NOT NULL LIMIT :batch)\
        """;

    private static final String TOMBSTONES = """
        DELETE FROM ledger WHERE (kind, id) IN (SELECT kind, id FROM ledger
            WHERE gone_at < now() - make_interval(secs => :keep) AND sweep_at IS NULL LIMIT :batch
            FOR UPDATE SKIP LOCKED)\
        """;

    private static final String KEYS = """
        DELETE FROM idempotency_key WHERE (tenant, operation, key) IN (SELECT tenant, operation, key FROM idempotency_key
            WHERE created_at < now() - make_interval(secs => :keep) LIMIT :batch FOR UPDATE SKIP LOCKED)\
        """;

    private final Jdbi jdbi;
    private final Outbox outbox;
    private final LedgerConfiguration configuration;

    Forgetting(Jdbi jdbi, Outbox outbox, LedgerConfiguration configuration) {
        this.jdbi = jdbi;
        this.outbox = outbox;
        this.configuration = configuration;
    }

    void forget() {
        inBatches(this::expire);
        inBatches(transaction ->
                transaction.createUpdate(HISTORY).bind("batch", BATCH).execute());
        inBatches(transaction -> purge(transaction, TOMBSTONES, configuration.keepTombstones()));
        inBatches(transaction -> purge(transaction, KEYS, configuration.keepKeys()));
    }

    private int expire(Handle transaction) {
        var expired = transaction
                .createQuery(EXPIRED)
                .bind("batch", BATCH)
                .map((row, context) -> LedgerTable.read(row))
                .list();
        expired.forEach(job -> expire(transaction, job));
        return expired.size();
    }

    /** What its owner still has of it goes, too. */
    private void expire(Handle transaction, Job job) {
        LedgerTable.bury(transaction, job, Job.Gone.EXPIRED);
        JobKind.delete(job).ifPresent(command -> outbox.add(transaction, command, job.correlationId()));
    }

    private static int purge(Handle transaction, String statement, Duration keep) {
        return transaction
                .createUpdate(statement)
                .bind("keep", keep.toMillis() / 1000.0)
                .bind("batch", BATCH)
                .execute();
    }

    private void inBatches(Batch batch) {
        int done;
        do {
            done = jdbi.inTransaction(batch::run);
        } while (done == BATCH);
    }

    /** A piece of the work; tells how many rows it was. */
    private interface Batch {
        int run(Handle transaction);
    }
}
