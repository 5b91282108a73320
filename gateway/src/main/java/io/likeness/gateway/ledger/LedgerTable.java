package io.likeness.gateway.ledger;

import io.likeness.contracts.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of the ledger. Stateless. */
final class LedgerTable {
    private static final String COLUMNS = """
        kind, id, state, correlation_id, command, documents, failure, created_at, deadline, started_at,
            cancel_requested_at, ended_at, expires_at, gone,
        """;

    /** The place in the queue is counted when it is asked for, by an index of those that wait. */
    static final String SELECT = "SELECT " + COLUMNS + """
            CASE WHEN kind = 'training' AND state = 'queued' THEN (SELECT count(*) FROM ledger other
                WHERE other.kind = job.kind AND other.state = 'queued'
                AND (other.created_at, other.id) <= (job.created_at, job.id)) END AS queue_position
        FROM ledger job
        """;

    /** The row itself is not yet among those that wait. */
    private static final String INSERT = """
        INSERT INTO ledger AS job (kind, id, correlation_id, command, deadline)
        VALUES (:kind, :id, :correlation, CAST(:command AS jsonb), :deadline)
        RETURNING
        """ + COLUMNS + """
            CASE WHEN kind = 'training' THEN 1 + (SELECT count(*) FROM ledger other
                WHERE other.kind = job.kind AND other.state = 'queued') END AS queue_position
        """;

    private LedgerTable() {}

    static Job insert(Handle transaction, JobKind kind, String id, NewJob job, String correlationId) {
        return transaction
                .createQuery(INSERT)
                .bind("kind", kind.word())
                .bind("id", id)
                .bind("correlation", correlationId)
                .bind("command", Documents.text(job.command()))
                .bind("deadline", job.deadline())
                .map((row, context) -> read(row))
                .one();
    }

    static Optional<Job> find(Handle handle, JobKind kind, String id) {
        return find(handle, kind, id, "");
    }

    /** Holds the row until the transaction ends. */
    static Optional<Job> findLocked(Handle transaction, JobKind kind, String id) {
        return find(transaction, kind, id, " FOR UPDATE OF job");
    }

    /** Keeps the row from being changed until the transaction ends. */
    static Optional<Job> findHeld(Handle transaction, JobKind kind, String id) {
        return find(transaction, kind, id, " FOR SHARE OF job");
    }

    /** Of those that succeeded and are not gone; keeps the row from being changed until the transaction ends. */
    static Optional<Job> findNewestHeld(Handle transaction, JobKind kind, String name) {
        return transaction
                .createQuery(SELECT + "WHERE kind = :kind AND gone IS NULL AND state = 'succeeded'"
                        + " AND command ->> 'name' = :name ORDER BY ended_at DESC, id LIMIT 1 FOR SHARE OF job")
                .bind("kind", kind.word())
                .bind("name", name)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Those that are not gone. */
    static List<Job> newest(Handle handle, JobKind kind, int limit) {
        return handle.createQuery(
                        SELECT + "WHERE kind = :kind AND gone IS NULL ORDER BY created_at DESC, id LIMIT :limit")
                .bind("kind", kind.word())
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    static void heard(Handle transaction, Job job) {
        update(transaction, job, "heard_at = now()");
    }

    static void run(Handle transaction, Job job, Map<String, Object> documents, Instant at) {
        transaction
                .createUpdate("UPDATE ledger SET state = 'running', heard_at = now(),"
                        + " started_at = coalesce(started_at, :at), documents = documents || CAST(:documents AS jsonb)"
                        + " WHERE kind = :kind AND id = :id")
                .bind("kind", job.kind().word())
                .bind("id", job.id())
                .bind("at", at)
                .bind("documents", Documents.text(documents))
                .execute();
    }

    static void document(Handle transaction, Job job, Map<String, Object> documents) {
        transaction
                .createUpdate("UPDATE ledger SET documents = documents || CAST(:documents AS jsonb)"
                        + " WHERE kind = :kind AND id = :id")
                .bind("kind", job.kind().word())
                .bind("id", job.id())
                .bind("documents", Documents.text(documents))
                .execute();
    }

    /** @param keep how long it is kept from now on, absent for what stays until it is deleted */
    static void end(Handle transaction, Job job, JobEnd end, Instant at, @Nullable Duration keep) {
        transaction
                .createUpdate("UPDATE ledger SET state = :state, heard_at = now(), ended_at = :at,"
                        + " documents = documents || CAST(:documents AS jsonb), failure = CAST(:failure AS jsonb),"
                        + " expires_at = now() + make_interval(secs => :keep) WHERE kind = :kind AND id = :id")
                .bind("kind", job.kind().word())
                .bind("id", job.id())
                .bind("state", end.status().word())
                .bind("at", at)
                .bind("documents", Documents.text(end.documents()))
                .bind("failure", end.failure() == null ? null : Documents.text(end.failure()))
                .bind("keep", keep == null ? null : (Double) (keep.toMillis() / 1000.0))
                .execute();
    }

    static void requestCancel(Handle transaction, Job job) {
        update(transaction, job, "cancel_requested_at = coalesce(cancel_requested_at, now())");
    }

    /** Leaves a tombstone; its documents stay until what they name is swept. */
    static void bury(Handle transaction, Job job, Job.Gone gone) {
        update(
                transaction,
                job,
                "gone = '" + gone.name().toLowerCase(Locale.ROOT)
                        + "', gone_at = now(), sweep_at = now(), command = '{}', failure = NULL");
    }

    /** Something may have been written for it that nobody will ask for. */
    static void sweep(Handle transaction, Job job) {
        update(transaction, job, "sweep_at = now()");
    }

    static Job read(ResultSet row) throws SQLException {
        int position = row.getInt("queue_position");
        Integer queuePosition = row.wasNull() ? null : (Integer) position;
        String gone = row.getString("gone");
        return new Job(
                JobKind.parse(row.getString("kind")),
                row.getString("id"),
                JobStatus.parse(row.getString("state")),
                row.getString("correlation_id"),
                row.getString("command"),
                Json.tree(row.getString("documents").getBytes(StandardCharsets.UTF_8)),
                row.getString("failure"),
                new Job.Times(
                        Documents.requireTime(row, "created_at"),
                        Documents.requireTime(row, "deadline"),
                        Documents.findTime(row, "started_at"),
                        Documents.findTime(row, "cancel_requested_at"),
                        Documents.findTime(row, "ended_at"),
                        Documents.findTime(row, "expires_at")),
                queuePosition,
                gone == null ? null : Job.Gone.valueOf(gone.toUpperCase(Locale.ROOT)));
    }

    private static Optional<Job> find(Handle handle, JobKind kind, String id, String suffix) {
        return handle.createQuery(SELECT + "WHERE kind = :kind AND id = :id" + suffix)
                .bind("kind", kind.word())
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    private static void update(Handle transaction, Job job, String assignments) {
        transaction
                .createUpdate("UPDATE ledger SET " + assignments + " WHERE kind = :kind AND id = :id")
                .bind("kind", job.kind().word())
                .bind("id", job.id())
                .execute();
    }
}
