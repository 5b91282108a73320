package io.likeness.gateway.generation;

import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerationCancelled;
import io.likeness.contracts.generation.GenerationEvent;
import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.contracts.generation.GenerationStarted;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.LedgerProjection;
import io.likeness.gateway.ledger.Outcome;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** Says what the events of a generation mean for its job. Safe for threads. */
@Singleton
public class GenerationProjection {
    private final LedgerProjection ledger;

    public GenerationProjection(LedgerProjection ledger) {
        this.ledger = ledger;
    }

    public void apply(GenerationEvent event, Instant happenedAt) {
        ledger.apply(JobKind.GENERATION, event.generationId(), happenedAt, (transaction, job) -> outcome(event));
    }

    private static Outcome outcome(GenerationEvent event) {
        return switch (event) {
            case GenerationStarted started -> new Outcome.Running(Map.of(Generation.STARTED, started));
            case FacesGenerated generated -> new Outcome.Succeeded(Map.of(Job.RESULT, generated));
            case GenerationFailed failed -> new Outcome.Failed(failed.failure());
            case GenerationCancelled cancelled -> new Outcome.Canceled();
        };
    }
}
