package io.likeness.gateway.letter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import io.likeness.platform.events.DeadLetter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A header of a failed record, as it was. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RecordHeader(String name, byte @Nullable [] value) {

    static List<RecordHeader> of(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .map(header -> new RecordHeader(header.key(), header.value()))
                .toList();
    }

    /** How a row keeps them. */
    static byte[] encode(List<RecordHeader> headers) {
        return Json.encode(headers);
    }

    static List<RecordHeader> decode(byte[] stored) {
        return Arrays.asList(Json.decode(stored, RecordHeader[].class));
    }

    /** By name; of several with one name the last. */
    static Map<String, byte @Nullable []> byName(List<RecordHeader> headers) {
        Map<String, byte @Nullable []> values = new LinkedHashMap<>();
        headers.forEach(header -> values.put(header.name, header.value));
        return values;
    }

    /** Those that the record had before it failed. */
    static Map<String, byte @Nullable []> own(List<RecordHeader> headers) {
        return byName(headers.stream()
                .filter(header -> !header.name.startsWith(DeadLetter.PREFIX))
                .toList());
    }

    String text() {
        return value == null ? "" : new String(value, UTF_8);
    }
}
