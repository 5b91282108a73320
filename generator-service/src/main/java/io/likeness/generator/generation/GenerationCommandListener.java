package io.likeness.generator.generation;

import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.CancelGeneration;
import io.likeness.contracts.generation.DrawShadow;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationCommand;
import io.likeness.platform.events.EventConsumer;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hands the gateway's commands to {@link GenerationJobs} and {@link ShadowJobs}; a record is acknowledged once its job row is written. */
@ApplicationScoped
class GenerationCommandListener {
    private final EventConsumer consumer;
    private final GenerationJobs jobs;
    private final ShadowJobs shadows;

    GenerationCommandListener(EventConsumer consumer, GenerationJobs jobs, ShadowJobs shadows) {
        this.consumer = consumer;
        this.jobs = jobs;
        this.shadows = shadows;
    }

    @Incoming("generation-commands")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(Topic.GENERATION_COMMAND, record, this::handle);
    }

    private void handle(Event<? extends Payload> event) {
        String correlationId = event.headers().correlationId();
        switch ((GenerationCommand) event.payload()) {
            case GenerateFaces command -> jobs.accept(command, correlationId);
            case DrawShadow command -> shadows.accept(command, correlationId);
            case CancelGeneration command -> {
                jobs.cancel(command, correlationId);
                shadows.cancel(command);
            }
        }
    }
}
