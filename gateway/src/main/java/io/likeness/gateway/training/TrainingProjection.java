package io.likeness.gateway.training;

import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.TracesErased;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingDeleted;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.gateway.cost.Costs;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.LedgerProjection;
import io.likeness.gateway.ledger.Outcome;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Keeps the events of a training as its history, and says what they mean for its job. Attempts and epochs never go back. Safe for threads. */
@Singleton
public class TrainingProjection {
    private static final Comparator<EpochCompleted> PROGRESS =
            Comparator.comparingInt(EpochCompleted::attempt).thenComparingInt(EpochCompleted::epoch);

    private final LedgerProjection ledger;
    private final Costs costs;

    public TrainingProjection(LedgerProjection ledger, Costs costs) {
        this.ledger = ledger;
        this.costs = costs;
    }

    void apply(TrainingEvent event, EventHeaders headers) {
        ledger.apply(JobKind.TRAINING, event.aggregateId(), headers.time(), (transaction, job) -> {
            TrainingEvent shown = shown(job, event);
            if (!TrainingHistory.add(transaction, shown, headers)) {
                return new Outcome.Repeated();
            }
            count(transaction, job, shown);
            return outcome(job, shown);
        });
    }

    private void count(Handle transaction, Job job, TrainingEvent event) {
        if (event instanceof EpochCompleted epoch && epoch.measures() != null) {
            costs.running(transaction, job.id(), epoch.measures().cpuSeconds());
        }
        if (event instanceof TrainingCompleted completed) {
            EpochCompleted last = job.find(Training.EPOCH, EpochCompleted.class);
            boolean whole = last != null && last.epoch() == last.epochs();
            costs.completed(transaction, job.id(), completed.metrics(), whole);
        }
    }

    /** The film of a training that was called off may be gone: its dataset may have been sealed anew without an image. */
    private static TrainingEvent shown(Job job, TrainingEvent event) {
        return event instanceof EpochCompleted epoch && job.times().cancelRequestedAt() != null
                ? epoch.withoutFilm()
                : event;
    }

    private static Outcome outcome(Job job, TrainingEvent event) {
        return switch (event) {
            case TrainingQueued queued -> new Outcome.Heard();
            case TrainingStarted started ->
                job.find(Training.STARTED, TrainingStarted.class) instanceof TrainingStarted known
                                && known.attempt() > started.attempt()
                        ? new Outcome.Heard()
                        : new Outcome.Running(Map.of(Training.STARTED, started));
            case EpochCompleted epoch ->
                job.find(Training.EPOCH, EpochCompleted.class) instanceof EpochCompleted known
                                && PROGRESS.compare(known, epoch) >= 0
                        ? new Outcome.Heard()
                        : new Outcome.Running(Map.of(Training.EPOCH, epoch));
            case TrainingCompleted completed -> new Outcome.Succeeded(Map.of(Training.COMPLETED, completed));
            case TrainingFailed failed -> new Outcome.Failed(failed.failure());
            case TrainingCancelled cancelled -> new Outcome.Canceled();
            case TrainingDeleted deleted -> new Outcome.Canceled();
            case TracesErased erased -> new Outcome.Repeated();
        };
    }
}
