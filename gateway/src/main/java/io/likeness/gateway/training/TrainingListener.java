package io.likeness.gateway.training;

import io.likeness.contracts.event.Topic;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.TracesErased;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingDeleted;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.platform.events.EventConsumer;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears what happens to trainings. */
@ApplicationScoped
public class TrainingListener {
    private final EventConsumer consumer;
    private final TrainingProjection projection;
    private final Event<TrainingCompleted> completions;
    private final Event<TracesErased> erasures;

    public TrainingListener(
            EventConsumer consumer,
            TrainingProjection projection,
            Event<TrainingCompleted> completions,
            Event<TracesErased> erasures) {
        this.consumer = consumer;
        this.projection = projection;
        this.completions = completions;
        this.erasures = erasures;
    }

    @Incoming("training-events")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(Topic.TRAINING_EVENT, record, event -> {
            projection.apply((TrainingEvent) event.payload(), event.headers());
            switch ((TrainingEvent) event.payload()) {
                case TrainingCompleted completed -> completions.fire(completed);
                case TracesErased erased -> erasures.fire(erased);
                case TrainingQueued ignored -> {}
                case TrainingStarted ignored -> {}
                case EpochCompleted ignored -> {}
                case TrainingFailed ignored -> {}
                case TrainingCancelled ignored -> {}
                case TrainingDeleted ignored -> {}
            }
        });
    }
}
