package io.likeness.gateway.training;

import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.gateway.job.Documents;
import io.likeness.gateway.job.JobStatus;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings rows up to what events say and keeps the events as history. Applying an event again, after the end, or to a training that
 * is not known here changes nothing. Safe for threads.
 */
@Singleton
public class TrainingProjection {
    private final Jdbi jdbi;

    public TrainingProjection(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void apply(TrainingEvent event, EventHeaders headers) {
        jdbi.useTransaction(transaction -> {
            if (open(transaction, event.trainingId()) && TrainingHistory.add(transaction, event, headers)) {
                update(transaction, event, headers);
            }
        });
    }

    private static boolean open(Handle transaction, String id) {
        return transaction
                .createQuery("SELECT status FROM training WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .filter(status -> !JobStatus.parse(status).ended())
                .isPresent();
    }

    private static void update(Handle transaction, TrainingEvent event, EventHeaders headers) {
        switch (event) {
            case TrainingQueued queued ->
                set(transaction, "queued = CAST(:content AS jsonb)", " AND status = 'queued'", queued, queued, headers);
            case TrainingStarted started ->
                set(
                        transaction,
                        "status = 'running', started_at = coalesce(started_at, :at), started = CAST(:content AS jsonb)",
                        " AND coalesce(CAST(started ->> 'attempt' AS integer), 0) <= " + started.attempt(),
                        started,
                        started,
                        headers);
            case EpochCompleted epoch ->
                set(
                        transaction,
                        "status = 'running', started_at = coalesce(started_at, :at), epoch = CAST(:content AS jsonb)",
                        " AND (epoch IS NULL OR (CAST(epoch ->> 'attempt' AS integer), CAST(epoch ->> 'epoch' AS integer))"
                                + " < (" + epoch.attempt() + ", " + epoch.epoch() + "))",
                        epoch,
                        epoch,
                        headers);
            case TrainingCompleted completed ->
                set(
                        transaction,
                        "status = 'succeeded', ended_at = :at, completed = CAST(:content AS jsonb)",
                        "",
                        completed,
                        completed,
                        headers);
            case TrainingFailed failed ->
                set(
                        transaction,
                        "status = 'failed', ended_at = :at, failure = CAST(:content AS jsonb)",
                        "",
                        failed,
                        failed.failure(),
                        headers);
            case TrainingCancelled cancelled ->
                transaction
                        .createUpdate("UPDATE training SET status = 'canceled', ended_at = :at WHERE id = :id")
                        .bind("id", cancelled.trainingId())
                        .bind("at", headers.time())
                        .execute();
        }
    }

    private static void set(
            Handle transaction,
            String assignments,
            String unlessOlder,
            TrainingEvent event,
            Object content,
            EventHeaders headers) {
        transaction
                .createUpdate("UPDATE training SET " + assignments + " WHERE id = :id" + unlessOlder)
                .bind("id", event.trainingId())
                .bind("at", headers.time())
                .bind("content", Documents.text(content))
                .execute();
    }
}
