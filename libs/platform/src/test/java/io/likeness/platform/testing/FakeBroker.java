package io.likeness.platform.testing;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes records in memory, or refuses those that it is told to. Safe for threads. */
public final class FakeBroker implements MutinyEmitter<byte[]> {
    private final List<Received> received = new ArrayList<>();
    private final List<Map<String, String>> headers = new ArrayList<>();
    private volatile Predicate<Received> refused = record -> false;
    private boolean tooLarge;

    /** A record as the broker has it; {@code deadLetterCode} is empty but on a dead-letter topic. */
    public record Received(String topic, String key, String content, String deadLetterCode) {}

    /** The headers of each record that was received, in order. */
    public synchronized List<Map<String, String>> headers() {
        return List.copyOf(headers);
    }

    /** The predicate is asked by the sender's thread, which it may hold up as a slow broker does. */
    public void refuse(Predicate<Received> wanted) {
        refused = wanted;
    }

    public synchronized List<Received> received() {
        return List.copyOf(received);
    }

    /** Of one key, in order. */
    public List<String> contents(String key) {
        return received().stream()
                .filter(record -> record.key().equals(key))
                .map(Received::content)
                .toList();
    }

    @Override
    public <M extends Message<? extends byte[]>> Uni<Void> sendMessage(M message) {
        return Uni.createFrom().emitter(done -> {
            if (takes(read(message), headersOf(message))) {
                done.complete(null);
            } else {
                done.fail(refusal());
            }
        });
    }

    /** From now on a refused record is one that is too large for the broker, whenever it comes. */
    public synchronized void callRefusedTooLarge() {
        tooLarge = true;
    }

    private synchronized RuntimeException refusal() {
        return tooLarge ? new RecordTooLargeException("refused") : new IllegalStateException("refused");
    }

    private boolean takes(Received record, Map<String, String> its) {
        return !refused.test(record) && add(record, its);
    }

    private synchronized boolean add(Received record, Map<String, String> its) {
        return received.add(record) && headers.add(its);
    }

    private static Map<String, String> headersOf(Message<? extends byte[]> message) {
        Map<String, String> its = new TreeMap<>();
        for (Header header : message.getMetadata(OutgoingKafkaRecordMetadata.class)
                .orElseThrow()
                .getHeaders()) {
            its.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return its;
    }

    private static Received read(Message<? extends byte[]> message) {
        OutgoingKafkaRecordMetadata<?> metadata =
                message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
        Header code = metadata.getHeaders().lastHeader("likeness_dead_letter_code");
        return new Received(
                metadata.getTopic(),
                String.valueOf(metadata.getKey()),
                new String(message.getPayload(), StandardCharsets.UTF_8),
                code == null ? "" : new String(code.value(), StandardCharsets.UTF_8));
    }

    @Override
    public Uni<Void> send(byte[] payload) {
        throw new UnsupportedOperationException("send");
    }

    @Override
    public void sendAndAwait(byte[] payload) {
        throw new UnsupportedOperationException("sendAndAwait");
    }

    @Override
    public Cancellable sendAndForget(byte[] payload) {
        throw new UnsupportedOperationException("sendAndForget");
    }

    @Override
    @SuppressWarnings("removal")
    public <M extends Message<? extends byte[]>> void send(M message) {
        throw new UnsupportedOperationException("send");
    }

    @Override
    public <M extends Message<? extends byte[]>> void sendMessageAndAwait(M message) {
        throw new UnsupportedOperationException("sendMessageAndAwait");
    }

    @Override
    public <M extends Message<? extends byte[]>> Cancellable sendMessageAndForget(M message) {
        throw new UnsupportedOperationException("sendMessageAndForget");
    }

    @Override
    public void complete() {}

    @Override
    public void error(Exception failure) {}

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public boolean hasRequests() {
        return true;
    }
}
