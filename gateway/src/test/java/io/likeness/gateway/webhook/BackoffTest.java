package io.likeness.gateway.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {
    private static final Optional<Duration> NO_MORE = Optional.empty();
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(10), Duration.ofHours(20));
    private static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");

    private final Backoff even = new Backoff(PAUSES, () -> 0.5);

    @Test
    void followsItsPausesAndEndsAfterTheLast() {
        assertEquals(Optional.of(Duration.ofSeconds(10)), even.after(1, null));
        assertEquals(Optional.of(Duration.ofHours(20)), even.after(2, null));
        assertEquals(NO_MORE, even.after(3, null));
        assertEquals(NO_MORE, even.after(3, Duration.ofSeconds(1)));
    }

    @Test
    void variesByATenth() {
        assertEquals(Optional.of(Duration.ofSeconds(9)), new Backoff(PAUSES, () -> 0).after(1, null));
        assertEquals(Optional.of(Duration.ofSeconds(11)), new Backoff(PAUSES, () -> 1).after(1, null));
    }

    @Test
    void grantsALongerPauseUpToADayAndNoShorterOne() {
        assertEquals(Optional.of(Duration.ofSeconds(11)), even.after(1, Duration.ofSeconds(11)));
        assertEquals(Optional.of(Duration.ofSeconds(10)), even.after(1, Duration.ofSeconds(1)));
        assertEquals(Optional.of(Duration.ofDays(1)), even.after(1, Duration.ofDays(400)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "503 | 120 | 120",
                "429 | 0 | 0",
                "429 | ' 5 ' | 5",
                "503 | Mon, 6 May 2024 07:09:09 GMT | 60",
                "503 | Mon, 6 May 2024 07:08:08 GMT | none",
                "503 | soon | none",
                "503 | -5 | none",
                "503 | 99999999999999999999 | none",
                "503 | none | none",
                "500 | 120 | none",
                "200 | 120 | none"
            })
    void readsRetryAfterOfAnswersThatSayToComeLater(int status, String header, Long seconds) {
        assertEquals(Optional.ofNullable(seconds).map(Duration::ofSeconds), RetryAfter.read(status, header, NOW));
    }
}
