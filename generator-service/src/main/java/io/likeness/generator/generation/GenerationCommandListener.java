package io.likeness.generator.generation;

import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Payload;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.CancelGeneration;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationCommand;
import io.likeness.platform.events.EventConsumer;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the gateway's commands. */
@ApplicationScoped
class GenerationCommandListener {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationCommandListener.class);

    private final EventConsumer consumer;
    private final FaceGeneration generation;

    GenerationCommandListener(EventConsumer consumer, FaceGeneration generation) {
        this.consumer = consumer;
        this.generation = generation;
    }

    @Incoming("generation-commands")
    @Blocking
    void on(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        consumer.consume(Topic.GENERATION_COMMAND, record, this::handle);
    }

    private void handle(Event<? extends Payload> event) {
        switch ((GenerationCommand) event.payload()) {
            case GenerateFaces command ->
                generation.generate(command, event.headers().correlationId());
            case CancelGeneration late -> LOG.info("cancel came after the end generationId={}", late.generationId());
        }
    }
}
