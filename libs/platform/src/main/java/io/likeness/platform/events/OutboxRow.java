package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event that waits. */
@SuppressWarnings("ArrayRecordComponent") // Lives for one batch and is never compared.
record OutboxRow(long sequence, String topic, String key, String storedHeaders, byte[] content) {

    Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        Json.tree(storedHeaders.getBytes(UTF_8))
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), header.getValue().asText().getBytes(UTF_8)));
        return headers;
    }

    RefusedEvent refused(String reason) {
        return new RefusedEvent(topic, key, headers(), content, reason);
    }
}
