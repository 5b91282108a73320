package io.likeness.platform.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.platform.database.Notifications;
import io.likeness.platform.jobs.JobState.Ended;
import io.likeness.platform.jobs.JobState.Running;
import io.likeness.platform.jobs.JobState.Unknown;
import io.likeness.platform.trace.Trace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The table {@code job}. Stateless. */
final class PostgresJobTable implements JobTable {
    /** Callers take turns: a job's turn follows the caller's own last, but never lies before that of what runs or is next. */
    private static final String TURN = """
        greatest(
            (SELECT max(turn) + 1 FROM job WHERE kind = :kind AND caller = :caller
                AND state IN ('queued', 'running') AND available_at < 'infinity'),
            coalesce(
                (SELECT max(turn) FROM job WHERE kind = :kind AND state = 'running'),
                (SELECT min(turn) FROM job WHERE kind = :kind AND state = 'queued' AND available_at <= now()),
                0))
        """;

    private static final String INSERT = """
        INSERT INTO job (kind, id, payload, correlation_id, traceparent, caller, resource, deadline, budget, available_at, turn)
        VALUES (:kind, :id, :payload, :correlation, :traceparent, :caller, :resource, :deadline, :budget,
            CASE WHEN :held THEN 'infinity' ELSE now() END,
        """ + TURN + ") ON CONFLICT DO NOTHING RETURNING " + Notifications.SENDING;

    private static final String INSERT_TAKEN = """
        INSERT INTO job (kind, id, payload, correlation_id, traceparent, caller, resource, deadline, budget, available_at, turn,
            state, owner, attempt, fence, lease_until)
        SELECT :kind, :id, CAST(:payload AS bytea), :correlation, CAST(:traceparent AS text), :caller, :resource, CAST(:deadline AS timestamptz),
            CAST(:budget AS integer), now(),
        """ + TURN + """
            , 'running', :owner, 1, 1, now() + CAST(:lease AS interval)
        WHERE (CAST(:deadline AS timestamptz) IS NULL OR CAST(:deadline AS timestamptz) > now()) AND NOT EXISTS (
            SELECT 1 FROM job WHERE kind = :kind AND state = 'queued' AND available_at <= now())
        ON CONFLICT DO NOTHING RETURNING
        """ + JobRow.LEASE_COLUMNS;

    private static final String ADMIT = "UPDATE job SET payload = :payload, available_at = now(), turn = " + TURN
            + " WHERE kind = :kind AND id = :id";

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

    private static final String END = """
        UPDATE job SET state = :state, ended_at = now(), lease_until = NULL,
            failure = coalesce(CAST(:failure AS jsonb), failure)
        WHERE kind = :kind AND id = :id
        """;

    private static final String NEXT = """
        SELECT CAST(1000 * extract(epoch FROM least(
            (SELECT min(available_at) FROM job WHERE kind = :kind AND state = 'queued'
                AND available_at > now() AND available_at < 'infinity'),
            (SELECT min(deadline) FROM job WHERE kind = :kind AND state = 'queued' AND deadline > now()))
            - now()) AS bigint)
        """;

    private static final String BEATEN = """
        WITH free AS (
            SELECT kind, id FROM job
            WHERE kind = :kind AND (id, fence) IN (SELECT * FROM unnest(:ids, :fences)) AND state = 'running'
            FOR UPDATE SKIP LOCKED),
        beaten AS (
            UPDATE job SET lease_until = now() + CAST(:lease AS interval)
            FROM free WHERE job.kind = free.kind AND job.id = free.id)
        SELECT id, fence, cancelled FROM job WHERE kind = :kind AND id = ANY(:ids) AND state = 'running'
        """;

    private static final String DELETE = """
        DELETE FROM job WHERE ctid = ANY(ARRAY(
            SELECT ctid FROM job
            WHERE state NOT IN ('queued', 'running') AND ended_at < now() - CAST(:retention AS interval)
            LIMIT :batch FOR UPDATE SKIP LOCKED))
        """;

    @Override
    public boolean insert(Handle transaction, NewJob job) {
        return !bound(transaction, INSERT, job)
                .bind("held", job.held())
                .bind("announcement", Notifications.announcement(transaction, JobSubjects.queued(job.kind())))
                .mapTo(String.class)
                .list()
                .isEmpty();
    }

    @Override
    public Optional<Lease> insertTaken(Handle transaction, NewJob job, String owner, Duration lease) {
        if (job.held()) {
            return Optional.empty();
        }
        return bound(transaction, INSERT_TAKEN, job)
                .bind("owner", owner)
                .bind("lease", lease)
                .map((row, context) -> JobRow.lease(job.kind(), row))
                .findOne();
    }

    private static Query bound(Handle transaction, String statement, NewJob job) {
        return transaction
                .createQuery(statement)
                .bind("kind", job.kind())
                .bind("id", job.id())
                .bind("payload", job.payload())
                .bind("correlation", job.correlationId())
                .bind("traceparent", Trace.carried(job.correlationId()))
                .bind("caller", job.caller().value())
                .bind("resource", job.resource().column())
                .bind("deadline", job.deadline())
                .bind("budget", job.budget());
    }

    @Override
    public boolean bury(Handle transaction, String kind, String id, Ended ended) {
        return transaction
                        .createUpdate("INSERT INTO job (kind, id, payload, correlation_id, state, ended_at)"
                                + " VALUES (:kind, :id, '', '', :state, now()) ON CONFLICT DO NOTHING")
                        .bind("kind", kind)
                        .bind("id", id)
                        .bind("state", ended.end().column())
                        .execute()
                == 1;
    }

    @Override
    public JobState lock(Handle transaction, String kind, String id) {
        return transaction
                .createQuery("SELECT state, pinned, cancelled, fence, payload, correlation_id FROM job"
                        + " WHERE kind = :kind AND id = :id FOR UPDATE")
                .bind("kind", kind)
                .bind("id", id)
                .map((row, context) -> JobRow.state(row))
                .findOne()
                .orElseGet(Unknown::new);
    }

    @Override
    public void admit(Handle transaction, String kind, String id, byte[] payload) {
        String caller = transaction
                .createQuery("SELECT caller FROM job WHERE kind = :kind AND id = :id")
                .bind("kind", kind)
                .bind("id", id)
                .mapTo(String.class)
                .one();
        transaction
                .createUpdate(ADMIT)
                .bind("kind", kind)
                .bind("id", id)
                .bind("caller", caller)
                .bind("payload", payload)
                .execute();
        Notifications.send(transaction, JobSubjects.queued(kind));
    }

    @Override
    public void end(Handle transaction, String kind, String id, Ended ended, @Nullable Failure failure) {
        ending(transaction, END, kind, id, ended, failure).execute();
    }

    @Override
    public boolean finish(Handle transaction, Lease lease, Ended ended, @Nullable Failure failure) {
        return ending(
                                transaction,
                                END + " AND fence = :fence AND state = 'running'",
                                lease.kind(),
                                lease.id(),
                                ended,
                                failure)
                        .bind("fence", lease.fence())
                        .execute()
                == 1;
    }

    private static Update ending(
            Handle transaction, String statement, String kind, String id, Ended ended, @Nullable Failure failure) {
        return transaction
                .createUpdate(statement)
                .bind("kind", kind)
                .bind("id", id)
                .bind("state", ended.end().column())
                .bind("failure", json(failure));
    }

    @Override
    public void cancel(Handle transaction, String kind, String id, Running running) {
        transaction
                .createUpdate("UPDATE job SET cancelled = :cancelled WHERE kind = :kind AND id = :id")
                .bind("cancelled", running.cancelled())
                .bind("kind", kind)
                .bind("id", id)
                .execute();
        Notifications.send(transaction, JobSubjects.cancelled(kind));
    }

    @Override
    public Optional<Boolean> findEnded(Handle handle, String kind, String id) {
        return handle.createQuery("SELECT ended_at IS NOT NULL FROM job WHERE kind = :kind AND id = :id")
                .bind("kind", kind)
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne();
    }

    @Override
    public Optional<Lease> take(
            Handle handle, String kind, String owner, Set<ResourceClass> resources, Duration lease) {
        return handle.createQuery(TAKE)
                .bind("owner", owner)
                .bind("kind", kind)
                .bind("lease", lease.toString())
                .bindArray("resources", String.class, columns(resources))
                .map((row, context) -> JobRow.lease(kind, row))
                .findOne();
    }

    @Override
    public Optional<Lease> takeOver(Handle handle, String kind, String owner, Sighting seen, Duration lease) {
        return handle.createQuery(TAKE_OVER)
                .bind("owner", owner)
                .bind("kind", kind)
                .bind("id", seen.id())
                .bind("fence", seen.fence())
                .bind("until", seen.until())
                .bind("lease", lease.toString())
                .map((row, context) -> JobRow.lease(kind, row))
                .findOne();
    }

    @Override
    public void giveBack(Handle transaction, Lease lease, Duration delay, @Nullable Failure failure) {
        transaction
                .createUpdate(GIVE_BACK)
                .bind("kind", lease.kind())
                .bind("id", lease.id())
                .bind("fence", lease.fence())
                .bind("delay", delay.toString())
                .bind("failure", json(failure))
                .execute();
        Notifications.send(transaction, JobSubjects.queued(lease.kind()));
    }

    @Override
    public List<Sighting> running(Handle handle, String kind, Set<ResourceClass> resources) {
        return handle.createQuery(
                        "SELECT id, fence, CAST(lease_until AS text) AS until, lease_until < now() AS expired FROM job"
                                + " WHERE kind = :kind AND state = 'running' AND resource = ANY(:resources)")
                .bind("kind", kind)
                .bindArray("resources", String.class, columns(resources))
                .map((row, context) -> new Sighting(
                        row.getString("id"), row.getLong("fence"), row.getString("until"), row.getBoolean("expired")))
                .list();
    }

    @Override
    public Optional<Duration> next(Handle handle, String kind) {
        return handle.createQuery(NEXT)
                .bind("kind", kind)
                .mapTo(Long.class)
                .findOne()
                .map(Duration::ofMillis);
    }

    @Override
    public List<String> overdue(Handle handle, String kind) {
        return handle.createQuery("SELECT id FROM job WHERE kind = :kind AND state = 'queued'"
                        + " AND deadline <= now() AND NOT cancelled ORDER BY deadline LIMIT 100")
                .bind("kind", kind)
                .mapTo(String.class)
                .list();
    }

    @Override
    public Optional<Lease> lockOverdue(Handle transaction, String kind, String id) {
        return transaction
                .createQuery("SELECT " + JobRow.LEASE_COLUMNS + " FROM job WHERE kind = :kind AND id = :id"
                        + " AND state = 'queued' AND deadline <= now() AND NOT cancelled FOR UPDATE SKIP LOCKED")
                .bind("kind", kind)
                .bind("id", id)
                .map((row, context) -> JobRow.lease(kind, row))
                .findOne();
    }

    @Override
    public boolean holds(Handle transaction, Lease lease) {
        return transaction
                .createQuery("SELECT fence FROM job WHERE kind = :kind AND id = :id AND fence = :fence"
                        + " AND state = 'running' FOR UPDATE")
                .bind("kind", lease.kind())
                .bind("id", lease.id())
                .bind("fence", lease.fence())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    @Override
    public Map<String, Pulse> beat(Handle handle, String kind, List<Lease> leases, Duration lease) {
        Map<String, Pulse> pulses = new HashMap<>();
        handle.createQuery(BEATEN)
                .bind("kind", kind)
                .bind("lease", lease.toString())
                .bindArray("ids", String.class, leases.stream().map(Lease::id).toList())
                .bindArray(
                        "fences", Long.class, leases.stream().map(Lease::fence).toList())
                .map((row, context) ->
                        Map.entry(row.getString("id"), new Pulse(row.getLong("fence"), row.getBoolean("cancelled"))))
                .forEach(pulse -> pulses.put(pulse.getKey(), pulse.getValue()));
        return pulses;
    }

    @Override
    public void forgetTroubles(Handle transaction, Lease lease) {
        set(transaction, lease, "lost = 0, failures = 0, failing_since = NULL");
    }

    @Override
    public void keepDeadline(Handle transaction, Lease lease) {
        set(transaction, lease, "deadline = NULL");
    }

    @Override
    public boolean pin(Handle transaction, Lease lease) {
        return transaction
                        .createUpdate("UPDATE job SET pinned = true WHERE kind = :kind AND id = :id AND NOT cancelled")
                        .bind("kind", lease.kind())
                        .bind("id", lease.id())
                        .execute()
                == 1;
    }

    @Override
    public int purge(Handle handle, Duration retention, int most) {
        return handle.createUpdate(DELETE)
                .bind("retention", retention.toString())
                .bind("batch", most)
                .execute();
    }

    private static void set(Handle transaction, Lease lease, String assignments) {
        transaction
                .createUpdate("UPDATE job SET " + assignments + " WHERE kind = :kind AND id = :id")
                .bind("kind", lease.kind())
                .bind("id", lease.id())
                .execute();
    }

    private static List<String> columns(Set<ResourceClass> resources) {
        return resources.stream().map(ResourceClass::column).toList();
    }

    private static @Nullable String json(@Nullable Failure failure) {
        return Optional.ofNullable(failure)
                .map(known -> new String(Json.encode(known), UTF_8))
                .orElse(null);
    }
}
