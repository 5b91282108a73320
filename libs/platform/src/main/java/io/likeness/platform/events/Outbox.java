package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.platform.database.Notifications;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * The transactional outbox: an event written here leaves for Kafka if, and only if, the transaction around it commits. Safe for
 * threads.
 */
@ApplicationScoped
public class Outbox {
    private final EventWriter writer;

    public Outbox(EventWriter writer) {
        this.writer = writer;
    }

    /** Adds an event within the caller's transaction. */
    public void add(Handle transaction, Payload payload, String correlationId) {
        Event<Payload> event = writer.envelope(payload, correlationId);
        transaction
                .createQuery("INSERT INTO outbox (topic, key, headers, content)"
                        + " VALUES (:topic, :key, CAST(:headers AS jsonb), :content) RETURNING "
                        + Notifications.SENDING)
                .bind("topic", event.topic().topicName())
                .bind("key", payload.aggregateId())
                .bind("headers", new String(Json.encode(text(event.headers().encode())), UTF_8))
                .bind("content", event.encodePayload())
                .bind("subject", OutboxTable.SUBJECT)
                .mapTo(String.class)
                .one();
    }

    private static Map<String, String> text(Map<String, byte[]> headers) {
        Map<String, String> text = new TreeMap<>();
        headers.forEach((name, value) -> text.put(name, new String(value, UTF_8)));
        return text;
    }
}
