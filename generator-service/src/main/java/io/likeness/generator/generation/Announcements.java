package io.likeness.generator.generation;

import io.likeness.contracts.generation.GenerationEvent;
import io.likeness.platform.events.EventSender;
import io.likeness.platform.events.EventWriter;
import jakarta.enterprise.context.ApplicationScoped;

/** Publishes what happened to jobs, and returns when the broker has it. Safe for threads. */
@ApplicationScoped
class Announcements {
    private final EventSender sender;
    private final EventWriter writer;

    Announcements(EventSender sender, EventWriter writer) {
        this.sender = sender;
        this.writer = writer;
    }

    void publish(GenerationEvent event, String correlationId) {
        sender.publish(writer.envelope(event, correlationId));
    }
}
