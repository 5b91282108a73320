package io.likeness.gateway.training;

import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.platform.events.EventWriter;
import io.likeness.platform.events.RefusedEnds;
import io.likeness.platform.events.RefusedEvent;
import io.likeness.platform.events.RefusedEvents;
import io.likeness.platform.trace.TraceContext;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/** A training whose command the broker does not take has failed: no trainer will hear of it. Safe for threads. */
@Singleton
public class RefusedTrainings implements RefusedEvents {
    private final TrainingProjection projection;
    private final EventWriter writer;

    public RefusedTrainings(TrainingProjection projection, EventWriter writer) {
        this.projection = projection;
        this.writer = writer;
    }

    @Override
    public void refused(Handle transaction, RefusedEvent event) {
        RefusedEnds.failure(event, StartTraining.class)
                .map(failure -> new TrainingFailed(event.key(), failure))
                .ifPresent(failed -> projection.apply(
                        failed,
                        writer.envelope(
                                        failed,
                                        RefusedEnds.correlationId(event),
                                        TraceContext.of(RefusedEnds.correlationId(event)))
                                .headers()));
    }
}
