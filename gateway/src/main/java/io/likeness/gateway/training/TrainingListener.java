package io.likeness.gateway.training;

import io.likeness.contracts.event.Topic;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingEvent;
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

    public TrainingListener(
            EventConsumer consumer, TrainingProjection projection, Event<TrainingCompleted> completions) {
        this.consumer = consumer;
        this.projection = projection;
        this.completions = completions;
    }

    @Incoming("training-events")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(Topic.TRAINING_EVENT, record, event -> {
            projection.apply((TrainingEvent) event.payload(), event.headers());
            if (event.payload() instanceof TrainingCompleted completed) {
                completions.fire(completed);
            }
        });
    }
}
