package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.LikenessException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Why and where a record failed, as headers beside its own on the dead-letter topic. */
record DeadLetter(String consumer, String code, String reason, String topic, int partition, long offset) {
    private static final String PREFIX = "likeness_dead_letter_";

    static DeadLetter of(String consumer, ConsumerRecord<String, byte[]> record, LikenessException failure) {
        return new DeadLetter(
                consumer,
                failure.code().name(),
                String.valueOf(failure.getMessage()),
                record.topic(),
                record.partition(),
                record.offset());
    }

    Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(PREFIX + "consumer", consumer.getBytes(UTF_8));
        headers.put(PREFIX + "code", code.getBytes(UTF_8));
        headers.put(PREFIX + "reason", reason.getBytes(UTF_8));
        headers.put(PREFIX + "topic", topic.getBytes(UTF_8));
        headers.put(PREFIX + "partition", Integer.toString(partition).getBytes(UTF_8));
        headers.put(PREFIX + "offset", Long.toString(offset).getBytes(UTF_8));
        return headers;
    }
}
