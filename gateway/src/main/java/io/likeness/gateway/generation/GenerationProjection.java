package io.likeness.gateway.generation;

import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerationCancelled;
import io.likeness.contracts.generation.GenerationEvent;
import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.contracts.generation.GenerationStarted;
import io.likeness.gateway.job.Documents;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings rows up to what events say. Applying an event again, after the end, or to a job that is not known here changes nothing.
 * Safe for threads.
 */
@Singleton
public class GenerationProjection {
    private final Jdbi jdbi;

    public GenerationProjection(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void apply(GenerationEvent event, Instant happenedAt) {
        switch (event) {
            case GenerationStarted started ->
                set(
                        "status = 'running', started = CAST(:content AS jsonb), started_at = coalesce(started_at, :at)",
                        event,
                        started,
                        happenedAt);
            case FacesGenerated generated ->
                set(
                        "status = 'succeeded', result = CAST(:content AS jsonb), ended_at = :at",
                        event,
                        generated,
                        happenedAt);
            case GenerationFailed failed ->
                set(
                        "status = 'failed', failure = CAST(:content AS jsonb), ended_at = :at",
                        event,
                        failed.failure(),
                        happenedAt);
            case GenerationCancelled cancelled -> cancel(cancelled, happenedAt);
        }
    }

    private void cancel(GenerationCancelled cancelled, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE generation SET status = 'canceled', ended_at = :at"
                        + " WHERE id = :id AND status IN ('queued', 'running')")
                .bind("id", cancelled.generationId())
                .bind("at", at)
                .execute());
    }

    private void set(String assignments, GenerationEvent event, Object content, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE generation SET " + assignments + " WHERE id = :id AND status IN ('queued', 'running')")
                .bind("id", event.generationId())
                .bind("content", Documents.text(content))
                .bind("at", at)
                .execute());
    }
}
