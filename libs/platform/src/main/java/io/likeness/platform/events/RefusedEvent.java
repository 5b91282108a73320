package io.likeness.platform.events;

import java.util.Map;

/**
 * An event that the broker will not take, however often it is sent.
 *
 * @param reason what the broker, or its client, said
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record RefusedEvent(String topic, String key, Map<String, byte[]> headers, byte[] content, String reason) {}
