package io.likeness.platform.events;

import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts payloads into envelopes that name this service as their source. Safe for threads. */
@ApplicationScoped
public class EventWriter {
    private final String service;
    private final Clock clock;

    public EventWriter(@ConfigProperty(name = "quarkus.application.name") String service) {
        this.service = service;
        this.clock = Clock.systemUTC();
    }

    /** @param correlationId of the request or event that caused the new one */
    public <T extends Payload> Event<T> envelope(T payload, String correlationId) {
        return Event.of(payload, service, correlationId, clock);
    }
}
