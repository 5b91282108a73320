package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Writes records to Kafka. Safe for threads. */
@ApplicationScoped
public class EventSender {
    /** Longer than the producer's own delivery timeout, which ends the wait in all but a broken client. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private final MutinyEmitter<byte[]> emitter;

    public EventSender(@Channel("events-out") MutinyEmitter<byte[]> emitter) {
        this.emitter = emitter;
    }

    /** Completes when the broker has the record; records of one key sent in order arrive in order. */
    CompletableFuture<Void> send(
            String topic, @Nullable String key, Map<String, byte @Nullable []> headers, byte[] content) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach(recordHeaders::add);
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(topic)
                .withKey(key)
                .withHeaders(recordHeaders)
                .build();
        return emitter.sendMessage(Message.of(content).addMetadata(metadata)).subscribeAsCompletionStage();
    }

    /**
     * Puts a dead letter back on the topic where its consumer failed, for that consumer alone; waits until the broker has it.
     *
     * @param key absent as the failed record's was
     * @param headers of the failed record, without those that tell of its failure
     * @throws LikenessException {@code BROKER_UNAVAILABLE}
     */
    public void replay(
            String topic,
            @Nullable String key,
            Map<String, byte @Nullable []> headers,
            byte[] content,
            Readdress address) {
        Map<String, byte @Nullable []> addressed = new LinkedHashMap<>(headers);
        addressed.put(Readdress.FOR, address.consumer().getBytes(UTF_8));
        addressed.put(Readdress.OF, address.letterId().getBytes(UTF_8));
        await(send(topic, key, addressed, content));
    }

    /** Whether the broker will never take the record, however often it is sent. */
    static boolean refused(LikenessException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException
                    || cause instanceof RecordBatchTooLargeException
                    || cause instanceof SerializationException) {
                return true;
            }
        }
        return false;
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
