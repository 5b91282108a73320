package io.likeness.contracts.event;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Payload;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A payload in its envelope. */
public record Event<T extends Payload>(EventHeaders headers, T payload) {

    /**
     * A new event with an id of its own, in no trace.
     *
     * @param service the writing service's name, such as {@code gateway}
     * @param correlationId the correlation of the request or event that caused this one
     */
    public static <T extends Payload> Event<T> of(T payload, String service, String correlationId, Clock clock) {
        return of(payload, service, correlationId, null, clock);
    }

    /**
     * A new event with an id of its own.
     *
     * @param traceparent of the work that the event comes from
     */
    public static <T extends Payload> Event<T> of(
            T payload, String service, String correlationId, @Nullable String traceparent, Clock clock) {
        EventHeaders headers = new EventHeaders(
                UUID.randomUUID().toString(),
                Topic.typeOf(payload),
                "/likeness/" + service,
                clock.instant(),
                payload.aggregateId(),
                correlationId,
                traceparent);
        return new Event<>(headers, payload);
    }

    public Topic topic() {
        return Topic.of(payload);
    }

    public byte[] encodePayload() {
        return Json.encode(payload);
    }

    /**
     * For a reader that has to know every record, such as a test; others choose by {@link Decoded}.
     *
     * @throws LikenessException as {@link Decoded#of}, and {@code MALFORMED_EVENT} for a record that is not in the catalogue
     */
    public static Event<? extends Payload> decode(Topic topic, Map<String, byte[]> headers, byte[] content) {
        return switch (Decoded.of(topic, headers, content)) {
            case Decoded.Known known -> known.event();
            case Decoded.Unknown unknown -> throw unknown.refusal(topic);
        };
    }
}
