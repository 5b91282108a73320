package io.likeness.platform.events;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Payload;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Writes records to Kafka. Safe for threads. */
@ApplicationScoped
public class EventSender {
    /** Longer than the producer's own delivery timeout, which ends the wait in all but a broken client. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final MutinyEmitter<byte[]> emitter;

    public EventSender(@Channel("events-out") MutinyEmitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    /**
     * Publishes at once, for facts that need to agree with no table; waits until the broker has them.
     *
     * @throws LikenessException {@code BROKER_UNAVAILABLE}
     */
    public void publish(Event<? extends Payload> event) {
        await(send(
                event.topic().topicName(),
                event.payload().aggregateId(),
                event.headers().encode(),
                event.encodePayload()));
    }

    /** Completes when the broker has the record; records of one key sent in order arrive in order. */
    CompletableFuture<Void> send(String topic, String key, Map<String, byte[]> headers, byte[] content) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach(recordHeaders::add);
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(topic)
                .withKey(key)
                .withHeaders(recordHeaders)
                .build();
        return emitter.sendMessage(Message.of(content).addMetadata(metadata)).subscribeAsCompletionStage();
    }

    static void await(CompletableFuture<Void> sent) {
        try {
            sent.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            String found =
                    e.getCause() instanceof TimeoutException ? "none in " + PATIENCE : String.valueOf(e.getCause());
            throw new LikenessException(
                    ErrorCode.BROKER_UNAVAILABLE, "Kafka: expected an acknowledgement, found " + found, e);
        }
    }
}
