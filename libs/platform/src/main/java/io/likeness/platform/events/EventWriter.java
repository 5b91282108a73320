package io.likeness.platform.events;

import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.platform.trace.TraceContext;
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

    /**
     * @param correlationId of the request or event that caused the new one
     * @param trace of the work that it comes from
     */
    public <T extends Payload> Event<T> envelope(T payload, String correlationId, TraceContext trace) {
        return Event.of(payload, service, correlationId, trace.traceparent(), clock);
    }
}
