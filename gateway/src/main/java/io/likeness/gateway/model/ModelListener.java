package io.likeness.gateway.model;

import io.likeness.contracts.event.Topic;
import io.likeness.contracts.model.ModelEvent;
import io.likeness.platform.events.EventConsumer;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears what happens to models. */
@ApplicationScoped
public class ModelListener {
    private final EventConsumer consumer;
    private final ModelProjection projection;

    public ModelListener(EventConsumer consumer, ModelProjection projection) {
        this.consumer = consumer;
        this.projection = projection;
    }

    @Incoming("model-events")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(
                Topic.MODEL_EVENT,
                record,
                event -> projection.apply(
                        (ModelEvent) event.payload(), event.headers().time()));
    }
}
