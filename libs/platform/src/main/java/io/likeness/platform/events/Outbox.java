package io.likeness.platform.events;

import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.platform.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Handle;

/**
 * The transactional outbox: an event written here leaves for Kafka if, and only if, the transaction around it commits. Safe for
 * threads.
 */
@ApplicationScoped
public class Outbox {
    private final EventWriter writer;
    private final OutboxTable table;
    private final Traces traces;

    @Inject
    public Outbox(EventWriter writer, Traces traces) {
        this(writer, new PostgresOutboxTable(), traces);
    }

    Outbox(EventWriter writer, OutboxTable table, Traces traces) {
        this.writer = writer;
        this.table = table;
        this.traces = traces;
    }

    /** Adds an event within the caller's transaction. */
    public void add(Handle transaction, Payload payload, String correlationId) {
        Event<Payload> event = writer.envelope(payload, correlationId, traces.of(transaction, correlationId));
        table.add(
                transaction,
                event.topic().topicName(),
                payload.aggregateId(),
                event.headers().encode(),
                event.encodePayload());
    }
}
