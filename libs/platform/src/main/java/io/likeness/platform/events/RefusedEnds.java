package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Excerpt;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Payload;
import io.likeness.contracts.event.EventHeaders;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is told instead of an end that the broker does not take: that it has failed. What has not ended goes on without the event. Stateless.
 */
public final class RefusedEnds {
    /** Every broker takes a record of this size, so a smaller one was refused for what no other record would change. */
    private static final int SMALL = 8 << 10;

    private static final int LONGEST_REASON = 500;

    private RefusedEnds() {}

    /**
     * Why an aggregate has failed whose end was refused; empty for any other event, and for one that is small.
     *
     * @param ends the payloads that end an aggregate, or without which it does not begin
     */
    @SafeVarargs
    public static Optional<Failure> failure(RefusedEvent event, Class<? extends Payload>... ends) {
        String type = text(event, "ce_type");
        boolean end = type != null && Stream.of(ends).anyMatch(payload -> type.endsWith("." + payload.getSimpleName()));
        return end && event.content().length > SMALL ? Optional.of(of(event)) : Optional.empty();
    }

    /** Of the request that the event came from. */
    public static String correlationId(RefusedEvent event) {
        String id = text(event, EventHeaders.CORRELATION_ID);
        return id == null || id.isBlank() ? UUID.randomUUID().toString() : id;
    }

    private static Failure of(RefusedEvent event) {
        return new Failure(
                ErrorCode.INTERNAL_ERROR,
                "Kafka: expected a record of %d bytes to be taken, found it refused: %s"
                        .formatted(event.content().length, Excerpt.of(event.reason(), LONGEST_REASON)),
                false);
    }

    private static @Nullable String text(RefusedEvent event, String name) {
        byte[] value = event.headers().get(name);
        return value == null ? null : new String(value, UTF_8);
    }
}
