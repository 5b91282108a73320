package io.likeness.gateway.request;

import java.time.DateTimeException;
import java.time.Instant;

/** Times in queries. Stateless. */
public final class Times {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /**
     * A time of ISO 8601 in years of four digits, which every part of the system can keep.
     *
     * @throws DateTimeException for anything else
     */
    public static Instant parse(String text) {
        Instant time = Instant.parse(text);
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new DateTimeException("years 1 to 9999");
        }
        return time;
    }
}
