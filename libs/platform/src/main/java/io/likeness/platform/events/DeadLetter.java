package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Excerpt;
import io.likeness.contracts.LikenessException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Why and where a record failed, as headers beside its own on the dead-letter topic.
 *
 * @param consumer the service that could not handle it
 * @param code why, as {@link io.likeness.contracts.ErrorCode} names it
 * @param reason why, in words; long ones are cut
 * @param topic where the record was read, with {@code partition} and {@code offset}
 * @param ended whether what the record asked for has been ended as failed: nobody waits for it any more
 * @param whole whether the letter has the record's bytes; not if the broker took no record of that size
 */
public record DeadLetter(
        String consumer,
        String code,
        String reason,
        String topic,
        int partition,
        long offset,
        boolean ended,
        boolean whole) {
    /** What the names of its headers begin with. */
    public static final String PREFIX = "likeness_dead_letter_";

    /** The copy is to fit where the record did. */
    private static final int LONGEST_REASON = 1000;

    static DeadLetter of(
            String consumer, ConsumerRecord<String, byte[]> record, LikenessException failure, boolean ended) {
        String reason = String.valueOf(failure.getMessage());
        return new DeadLetter(
                consumer,
                failure.code().name(),
                Excerpt.of(reason, LONGEST_REASON),
                record.topic(),
                record.partition(),
                record.offset(),
                ended,
                true);
    }

    /** Empty if the record has not been put aside by a consumer of ours. */
    public static Optional<DeadLetter> find(Map<String, byte @Nullable []> headers) {
        String consumer = text(headers, "consumer");
        String topic = text(headers, "topic");
        if (consumer == null || topic == null) {
            return Optional.empty();
        }
        return Optional.of(new DeadLetter(
                consumer,
                String.valueOf(text(headers, "code")),
                String.valueOf(text(headers, "reason")),
                topic,
                (int) number(headers, "partition"),
                number(headers, "offset"),
                "true".equals(text(headers, "ended")),
                !"false".equals(text(headers, "whole"))));
    }

    DeadLetter withoutContent() {
        return new DeadLetter(consumer, code, reason, topic, partition, offset, ended, false);
    }

    Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        put(headers, "consumer", consumer);
        put(headers, "code", code);
        put(headers, "reason", reason);
        put(headers, "topic", topic);
        put(headers, "partition", Integer.toString(partition));
        put(headers, "offset", Long.toString(offset));
        put(headers, "ended", Boolean.toString(ended));
        put(headers, "whole", Boolean.toString(whole));
        return headers;
    }

    private static void put(Map<String, byte[]> headers, String name, String value) {
        headers.put(PREFIX + name, value.getBytes(UTF_8));
    }

    private static @Nullable String text(Map<String, byte @Nullable []> headers, String name) {
        byte[] value = headers.get(PREFIX + name);
        return value == null ? null : new String(value, UTF_8);
    }

    /** Minus one where there is none. */
    private static long number(Map<String, byte @Nullable []> headers, String name) {
        String value = text(headers, name);
        return value != null && value.matches("\\d{1,18}") ? Long.parseLong(value) : -1;
    }
}
