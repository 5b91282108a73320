package io.likeness.platform.events;

import io.likeness.platform.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jdbi.v3.core.Jdbi;

/** A relay without a thread: its decisions are the relay's own, and whoever calls it says when. For one thread. */
public final class SimulatedRelay {
    private final Jdbi jdbi;
    private final Relaying relaying;

    /** Where records go. */
    public interface Wire {
        /** Whether the broker has acknowledged the record. */
        boolean send(String topic, String key, Map<String, byte[]> headers, byte[] content);
    }

    /** @param table of the outbox, as the relay sees it */
    public SimulatedRelay(Jdbi jdbi, Object table, Wire wire, LongSupplier nanos) {
        this.jdbi = jdbi;
        this.relaying = new Relaying(
                (OutboxTable) table,
                new EventSender(emitter(wire)),
                List.of(),
                new EventMeters(new SimpleMeterRegistry()),
                nanos);
    }

    /** One of PostgreSQL's outbox to a broker that takes everything. */
    public static SimulatedRelay toNowhere(Jdbi jdbi) {
        return new SimulatedRelay(
                jdbi, new PostgresOutboxTable(), (topic, key, headers, content) -> true, System::nanoTime);
    }

    public Duration turn() {
        return jdbi.withHandle(handle -> relaying.turn(handle, Duration.ofSeconds(5)));
    }

    /** An outbox that writes to a table in memory. */
    public static Outbox outbox(String service, MemoryOutboxTable table) {
        return new Outbox(new EventWriter(service), table, Traces.MADE);
    }

    @SuppressWarnings("unchecked")
    private static MutinyEmitter<byte[]> emitter(Wire wire) {
        return (MutinyEmitter<byte[]>) Proxy.newProxyInstance(
                SimulatedRelay.class.getClassLoader(),
                new Class<?>[] {MutinyEmitter.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("sendMessage")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return sent(wire, (Message<byte[]>) arguments[0]);
                });
    }

    private static Uni<Void> sent(Wire wire, Message<byte[]> message) {
        OutgoingKafkaRecordMetadata<?> metadata =
                message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (Header header : metadata.getHeaders()) {
            headers.put(header.key(), header.value());
        }
        return wire.send(metadata.getTopic(), String.valueOf(metadata.getKey()), headers, message.getPayload())
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(new IllegalStateException("not acknowledged"));
    }
}
