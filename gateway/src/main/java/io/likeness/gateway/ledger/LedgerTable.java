package io.likeness.gateway.ledger;

import io.likeness.contracts.Json;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Tenant;
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
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Rows of the ledger. Stateless. */
final class LedgerTable {
    private static final String COLUMNS = """
        kind, id, state, correlation_id, command, documents, failure, created_at, deadline, started_at,
            cancel_requested_at, ended_at, expires_at, gone, gone_at, request, tenant,
        """;

    /** For what is done with a job: nobody is told its place in the queue. */
    static final String SELECT = "SELECT " + COLUMNS + """
            NULL::bigint AS queue_position
        FROM ledger job
        """;

    /** For who looks at a job. The place in the queue is counted when it is asked for, by an index of those that wait. */
    private static final String SHOW = "SELECT " + COLUMNS + """
            CASE WHEN state = 'queued' AND cancel_requested_at IS NULL THEN (SELECT count(*) FROM ledger other
                WHERE other.kind = job.kind AND other.state = 'queued' AND other.cancel_requested_at IS NULL
                AND (other.created_at, other.id) <= (job.created_at, job.id)) END AS queue_position
        FROM ledger job
        """;

    /** For who looks at many: of those kinds of which thousands may wait, the places would be counted thousands of times. */
    private static final String LIST = SHOW.replace("CASE WHEN state", "CASE WHEN kind <> 'generation' AND state");

    /** Trainings wait for hours, so that one is told its place at once; the row itself is not yet among those that wait. */
    private static final String INSERT = """
        INSERT INTO ledger AS job (kind, id, correlation_id, command, deadline, request, tenant, key_id)
        VALUES (:kind, :id, :correlation, CAST(:command AS jsonb), :deadline, CAST(:request AS jsonb), :tenant, :key)
        RETURNING
        """ + COLUMNS + """
            CASE WHEN kind = 'training' THEN 1 + (SELECT count(*) FROM ledger other
                WHERE other.kind = job.kind AND other.state = 'queued' AND other.cancel_requested_at IS NULL)
                END AS queue_position
        """;

    private LedgerTable() {}

    static Job insert(Handle transaction, Principal asking, JobKind kind, String id, NewJob job, String correlationId) {
        return transaction
                .createQuery(INSERT)
                .bind("kind", kind.word())
                .bind("id", id)
                .bind("correlation", correlationId)
                .bind("tenant", asking.tenant().name())
                .bind("key", asking.keyId())
                .bind("command", Documents.text(job.command()))
                .bind("deadline", job.deadline())
                .bind("request", job.request() == null ? null : Documents.text(job.request()))
                .map((row, context) -> read(row))
                .one();
    }

    /** How many a key has that have not ended. */
    static int countOpen(Handle handle, String keyId) {
        return handle.createQuery("SELECT count(*) FROM ledger WHERE key_id = :key AND state IN ('queued', 'running')")
                .bind("key", keyId)
                .mapTo(Integer.class)
                .one();
    }

    /** Keeps others from writing a job of an id until the transaction ends. */
    static void holdId(Handle transaction, JobKind kind, String id) {
        transaction
                .createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:id, 0)) IS NULL")
                .bind("id", kind.word() + "/" + id)
                .mapTo(Boolean.class)
                .one();
    }

    /** Whosever it is. */
    static Optional<Job> find(Handle handle, JobKind kind, String id) {
        return find(handle, SHOW, null, kind, id, "");
    }

    static Optional<Job> find(Handle handle, Tenant tenant, JobKind kind, String id) {
        return find(handle, SHOW, tenant, kind, id, "");
    }

    /** Holds the row until the transaction ends, whosever it is. */
    static Optional<Job> findLocked(Handle transaction, JobKind kind, String id) {
        return find(transaction, SELECT, null, kind, id, " FOR UPDATE OF job");
    }

    /** Holds the row until the transaction ends. */
    static Optional<Job> findLocked(Handle transaction, Tenant tenant, JobKind kind, String id) {
        return find(transaction, SELECT, tenant, kind, id, " FOR UPDATE OF job");
    }

    /** Keeps the row from being changed until the transaction ends. */
    static Optional<Job> findHeld(Handle transaction, Tenant tenant, JobKind kind, String id) {
        return find(transaction, SELECT, tenant, kind, id, " FOR SHARE OF job");
    }

    /** Of those that succeeded and are not gone; keeps the row from being changed until the transaction ends. */
    static Optional<Job> findNewestHeld(Handle transaction, Tenant tenant, JobKind kind, String name) {
        return transaction
                .createQuery(SELECT + "WHERE tenant = :tenant AND kind = :kind AND gone IS NULL AND state = 'succeeded'"
                        + " AND command ->> 'name' = :name ORDER BY ended_at DESC, id LIMIT 1 FOR SHARE OF job")
                .bind("tenant", tenant.name())
                .bind("kind", kind.word())
                .bind("name", name)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Those of a query that are not gone, and one more than its limit where there are more. */
    static List<Job> list(Handle handle, JobQuery query) {
        Query sql = handle.createQuery(LIST + JobListing.where(query));
        JobListing.bind(sql, query);
        return sql.bind("limit", query.limit() + 1)
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
                        + "', gone_at = now(), sweep_at = now(), command = '{}', failure = NULL, request = NULL");
    }

    /** Something may have been written for it that nobody will ask for. */
    static void sweep(Handle transaction, Job job) {
        update(transaction, job, "sweep_at = now()");
    }

    static Job read(ResultSet row) throws SQLException {
        int position = row.getInt("queue_position");
        Integer queuePosition = row.wasNull() ? null : (Integer) position;
        String gone = row.getString("gone");
        String request = row.getString("request");
        return new Job(
                JobKind.parse(row.getString("kind")),
                row.getString("id"),
                new Tenant(row.getString("tenant")),
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
                gone == null ? null : Job.Gone.valueOf(gone.toUpperCase(Locale.ROOT)),
                Documents.findTime(row, "gone_at"),
                request == null ? null : Json.tree(request.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param tenant whose it has to be; absent: whosever it is */
    private static Optional<Job> find(
            Handle handle, String look, @Nullable Tenant tenant, JobKind kind, String id, String suffix) {
        Query query = handle.createQuery(look + "WHERE kind = :kind AND id = :id"
                        + (tenant == null ? "" : " AND tenant = :tenant") + suffix)
                .bind("kind", kind.word())
                .bind("id", id);
        return (tenant == null ? query : query.bind("tenant", tenant.name()))
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
