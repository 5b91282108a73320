package io.likeness.gateway.event;

import io.likeness.contracts.Payload;
import io.likeness.contracts.dataset.DatasetEvent;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.GenerationEvent;
import io.likeness.contracts.model.ModelEvent;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.gateway.dataset.DatasetListener;
import io.likeness.gateway.generation.GenerationProjection;
import io.likeness.gateway.model.ModelProjection;
import io.likeness.gateway.training.TrainingListener;
import io.likeness.platform.events.EventConsumer;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Hands every event to its feature. One consumer for all topics: each takes threads, memory and requests of the broker also at rest, and all
 * that the handlers need is the database.
 */
@ApplicationScoped
public class EventListener {
    private final EventConsumer consumer;
    private final DatasetListener datasets;
    private final TrainingListener trainings;
    private final ModelProjection models;
    private final GenerationProjection generations;

    public EventListener(
            EventConsumer consumer,
            DatasetListener datasets,
            TrainingListener trainings,
            ModelProjection models,
            GenerationProjection generations) {
        this.consumer = consumer;
        this.datasets = datasets;
        this.trainings = trainings;
        this.models = models;
        this.generations = generations;
    }

    @Incoming("events")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(Topic.named(record.topic()), record, this::handle);
    }

    private void handle(Event<? extends Payload> event) {
        EventHeaders headers = event.headers();
        switch (event.payload()) {
            case DatasetEvent happened -> datasets.on(happened, headers.time());
            case TrainingEvent happened -> trainings.on(happened, headers);
            case ModelEvent happened -> models.apply(happened, headers.time());
            case GenerationEvent happened -> generations.apply(happened, headers.time());
            case Payload unheard -> throw new IllegalStateException("the gateway hears no " + unheard);
        }
    }
}
