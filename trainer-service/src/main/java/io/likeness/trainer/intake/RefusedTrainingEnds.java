package io.likeness.trainer.intake;

import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.events.RefusedEnds;
import io.likeness.platform.events.RefusedEvent;
import io.likeness.platform.events.RefusedEvents;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;

/** A training whose end the broker does not take has failed for all who wait for it. Safe for threads. */
@ApplicationScoped
public class RefusedTrainingEnds implements RefusedEvents {
    private final Outbox outbox;

    public RefusedTrainingEnds(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void refused(Handle transaction, RefusedEvent event) {
        RefusedEnds.failure(event, TrainingCompleted.class, TrainingFailed.class)
                .ifPresent(failure -> outbox.add(
                        transaction, new TrainingFailed(event.key(), failure), RefusedEnds.correlationId(event)));
    }
}
