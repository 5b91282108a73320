package io.likeness.contracts.event;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Payload;
import java.util.Map;

/** What a reader makes of a record of its topic. */
public sealed interface Decoded {

    /** An event of the catalogue. */
    record Known(Event<? extends Payload> event) implements Decoded {}

    /**
     * A record of the topic's family that a newer writer added. A fact like that is of no interest to this reader; a command like that is
     * one that it cannot carry out.
     */
    record Unknown(EventHeaders headers) implements Decoded {

        /** The refusal of a reader that has to know it. */
        public LikenessException refusal(Topic topic) {
            return unexpected(topic, headers);
        }
    }

    /**
     * @throws LikenessException {@code MALFORMED_EVENT} if headers or content fit no writer of this topic, or the code with which the
     *     payload's own checks refuse it
     */
    static Decoded of(Topic topic, Map<String, byte[]> headers, byte[] content) {
        EventHeaders decoded = EventHeaders.decode(headers);
        Class<?> type = topic.payloads().get(decoded.type());
        if (type != null) {
            return new Known(new Event<>(decoded, (Payload) Json.decode(content, type)));
        }
        if (decoded.type().startsWith(topic.topicName() + ".")) {
            return new Unknown(decoded);
        }
        throw unexpected(topic, decoded);
    }

    private static LikenessException unexpected(Topic topic, EventHeaders headers) {
        return new LikenessException(
                ErrorCode.MALFORMED_EVENT,
                "ce_type: expected one of " + topic.payloads().keySet() + ", found " + headers.type());
    }
}
