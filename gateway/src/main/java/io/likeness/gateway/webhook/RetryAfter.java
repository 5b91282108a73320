package io.likeness.gateway.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3), of an answer that says to come later. */
final class RetryAfter {
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private RetryAfter() {}

    /** Empty where there is none that can be read, or the status gives it no meaning. */
    static Optional<Duration> read(int status, @Nullable String header, Instant now) {
        if (header == null || status != TOO_MANY && status != UNAVAILABLE) {
            return Optional.empty();
        }
        String text = header.strip();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, at)).filter(Duration::isPositive);
        } catch (DateTimeException e) {
            // What cannot be read is as good as none (RFC 9110, section 5.6.7 asks for leniency).
            return Optional.empty();
        }
    }
}
