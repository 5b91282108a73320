package io.likeness.registry.gate;

import io.likeness.contracts.Payload;
import io.likeness.contracts.evaluation.EvaluationEvent;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.platform.events.EventConsumer;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears how evaluations ended. */
@ApplicationScoped
class EvaluationListener {
    private final EventConsumer consumer;
    private final Evaluations evaluations;

    EvaluationListener(EventConsumer consumer, Evaluations evaluations) {
        this.consumer = consumer;
        this.evaluations = evaluations;
    }

    @Incoming("evaluations")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(Topic.EVALUATION_EVENT, record, this::handle);
    }

    private void handle(Event<? extends Payload> event) {
        evaluations.ended((EvaluationEvent) event.payload());
    }
}
