package io.likeness.gateway.generation;

import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.GenerationEvent;
import io.likeness.platform.events.EventConsumer;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears what happens to generations. */
@ApplicationScoped
public class GenerationListener {
    private final EventConsumer consumer;
    private final GenerationProjection projection;

    public GenerationListener(EventConsumer consumer, GenerationProjection projection) {
        this.consumer = consumer;
        this.projection = projection;
    }

    @Incoming("generation-events")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(
                Topic.GENERATION_EVENT,
                record,
                event -> projection.apply(
                        (GenerationEvent) event.payload(), event.headers().time()));
    }
}
