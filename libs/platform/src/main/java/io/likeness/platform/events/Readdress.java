package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter on its way back: the record is on its topic again, where every consumer meets it, and is meant for the one that failed.
 *
 * @param consumer the service that it is for
 * @param letterId of the letter that it was; if it fails again, the new letter names it
 */
public record Readdress(String consumer, String letterId) {
    public static final String FOR = "likeness_replay_for";
    public static final String OF = "likeness_replay_of";

    /** Whether a record is for this service; one without an address is for everybody. */
    static boolean concerns(String service, ConsumerRecord<String, byte[]> record) {
        Header address = record.headers().lastHeader(FOR);
        return Optional.ofNullable(text(address)).map(service::equals).orElse(true);
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
