package io.likeness.platform.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.platform.database.Notifications;
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
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Rows of long work in PostgreSQL, as those see them who want work done: each call is part of the caller's transaction. Runners
 * have {@link Leases}. Safe for threads.
 */
@ApplicationScoped
public class JobQueue {
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
            INSERT INTO job (kind, id, payload, correlation_id, caller, resource, deadline, budget, available_at, turn)
            VALUES (:kind, :id, :payload, :correlation, :caller, :resource, :deadline, :budget,
                CASE WHEN :held THEN 'infinity' ELSE now() END,
            """ + TURN + ") ON CONFLICT DO NOTHING RETURNING " + Notifications.SENDING;

    private static final String ADMIT = "UPDATE job SET payload = :payload, available_at = now(), turn = " + TURN
            + " WHERE kind = :kind AND id = :id";

    /** Writes a job. */
    public Enqueueing enqueue(Handle transaction, NewJob job) {
        boolean written = !transaction
                .createQuery(INSERT)
                .bind("kind", job.kind())
                .bind("id", job.id())
                .bind("payload", job.payload())
                .bind("correlation", job.correlationId())
                .bind("caller", job.caller().value())
                .bind("resource", job.resource().column())
                .bind("deadline", job.deadline())
                .bind("budget", job.budget())
                .bind("held", job.held())
                .bind("subject", JobSubjects.queued(job.kind()))
                .mapTo(String.class)
                .list()
                .isEmpty();
        if (written) {
            return Enqueueing.QUEUED;
        }
        return lock(transaction, job.kind(), job.id()) instanceof Ended(JobEnd end) && end == JobEnd.CANCELLED
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
        if (!(lock(transaction, kind, id) instanceof Queued)) {
            return false;
        }
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
        return true;
    }

    /**
     * Ends a job that nobody has, for a reason outside of it; the caller announces that.
     *
     * @return false if the job is not there or not queued; nothing is changed then
     */
    public boolean refuse(Handle transaction, String kind, String id, Failure failure) {
        if (lock(transaction, kind, id) instanceof Queued queued) {
            end(transaction, kind, id, queued.refuse(), failure);
            return true;
        }
        return false;
    }

    /** Whether a job has ended; empty if there is none of that kind and id. */
    public Optional<Boolean> findEnded(Handle handle, String kind, String id) {
        return handle.createQuery("SELECT ended_at IS NOT NULL FROM job WHERE kind = :kind AND id = :id")
                .bind("kind", kind)
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne();
    }

    /** Cancels a job in whatever state it is. */
    public Cancelling cancel(Handle transaction, String kind, String id) {
        return switch (lock(transaction, kind, id)) {
            case Unknown unknown -> {
                if (!bury(transaction, kind, id, unknown.cancel())) {
                    // It was written between the look and the tombstone, and can be seen now.
                    yield cancel(transaction, kind, id);
                }
                yield new Forestalled();
            }
            case Queued queued -> {
                end(transaction, kind, id, queued.cancel(), null);
                yield new Withdrawn(queued.origin().payload(), queued.origin().correlationId());
            }
            case Running running -> {
                tell(transaction, kind, id, running.cancel());
                yield new Told();
            }
            case Pinned ignored -> new TooLate();
            case Ended ended -> new AlreadyEnded(ended.end());
        };
    }

    static JobState lock(Handle transaction, String kind, String id) {
        return transaction
                .createQuery("SELECT state, pinned, cancelled, fence, payload, correlation_id FROM job"
                        + " WHERE kind = :kind AND id = :id FOR UPDATE")
                .bind("kind", kind)
                .bind("id", id)
                .map((row, context) -> JobRow.state(row))
                .findOne()
                .orElseGet(Unknown::new);
    }

    static void end(Handle transaction, String kind, String id, Ended ended, @Nullable Failure failure) {
        transaction
                .createUpdate("UPDATE job SET state = :state, ended_at = now(), lease_until = NULL,"
                        + " failure = coalesce(CAST(:failure AS jsonb), failure) WHERE kind = :kind AND id = :id")
                .bind("kind", kind)
                .bind("id", id)
                .bind("state", ended.end().column())
                .bind("failure", json(failure))
                .execute();
    }

    static @Nullable String json(@Nullable Failure failure) {
        return Optional.ofNullable(failure)
                .map(known -> new String(Json.encode(known), UTF_8))
                .orElse(null);
    }

    private static boolean bury(Handle transaction, String kind, String id, Ended ended) {
        return transaction
                        .createUpdate("INSERT INTO job (kind, id, payload, correlation_id, state, ended_at)"
                                + " VALUES (:kind, :id, '', '', :state, now()) ON CONFLICT DO NOTHING")
                        .bind("kind", kind)
                        .bind("id", id)
                        .bind("state", ended.end().column())
                        .execute()
                == 1;
    }

    private static void tell(Handle transaction, String kind, String id, Running running) {
        transaction
                .createUpdate("UPDATE job SET cancelled = :cancelled WHERE kind = :kind AND id = :id")
                .bind("cancelled", running.cancelled())
                .bind("kind", kind)
                .bind("id", id)
                .execute();
        Notifications.send(transaction, JobSubjects.cancelled(kind));
    }
}
