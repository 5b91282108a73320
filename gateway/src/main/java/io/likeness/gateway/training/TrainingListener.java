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
import io.likeness.gateway.ledger.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/** Hears what happens to trainings. */
@ApplicationScoped
public class TrainingListener {
    private final TrainingProjection projection;
    private final Ledger ledger;
    private final Event<TrainingCompleted> completions;
    private final Event<TracesErased> erasures;

    public TrainingListener(
            TrainingProjection projection,
            Ledger ledger,
            Event<TrainingCompleted> completions,
            Event<TracesErased> erasures) {
        this.projection = projection;
        this.ledger = ledger;
        this.completions = completions;
        this.erasures = erasures;
    }

    public void on(TrainingEvent event, EventHeaders headers) {
        projection.apply(event, headers);
        switch (event) {
            case TrainingCompleted completed -> {
                completions.fire(completed);
                ledger.wake();
            }
            case TracesErased erased -> erasures.fire(erased);
            case TrainingQueued ignored -> {}
            case TrainingStarted ignored -> {}
            case EpochCompleted ignored -> {}
            case TrainingFailed ignored -> ledger.wake();
            case TrainingCancelled ignored -> ledger.wake();
            case TrainingDeleted ignored -> {}
        }
    }
}
