package io.likeness.contracts.event;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** A payload in its envelope. */
public record Event<T extends Payload>(EventHeaders headers, T payload) {

    /**
     * A new event with an id of its own.
     *
     * @param service the writing service's name, such as {@code gateway}
     * @param correlationId the correlation of the request or event that caused this one
     */
    public static <T extends Payload> Event<T> of(T payload, String service, String correlationId, Clock clock) {
        EventHeaders headers = new EventHeaders(
                UUID.randomUUID().toString(),
                Topic.typeOf(payload),
                "/likeness/" + service,
                clock.instant(),
                payload.aggregateId(),
                correlationId,
                null);
        return new Event<>(headers, payload);
    }

    public Topic topic() {
        return Topic.of(payload);
    }

    public byte[] encodePayload() {
        return Json.encode(payload);
    }

    /**
     * @throws LikenessException {@code MALFORMED_EVENT} if headers or content do not fit the catalogue, or the code with which the
     *     payload's own checks refuse it
     */
    public static Event<? extends Payload> decode(Topic topic, Map<String, byte[]> headers, byte[] content) {
        EventHeaders decoded = EventHeaders.decode(headers);
        Class<?> type = topic.payloads().get(decoded.type());
        if (type == null) {
            throw new LikenessException(
                    ErrorCode.MALFORMED_EVENT,
                    "ce_type: expected one of " + topic.payloads().keySet() + ", found " + decoded.type());
        }
        return new Event<>(decoded, (Payload) Json.decode(content, type));
    }
}
