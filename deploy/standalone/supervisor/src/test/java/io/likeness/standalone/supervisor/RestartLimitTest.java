package io.likeness.standalone.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RestartLimitTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final RestartLimit limit = new RestartLimit();

    @Test
    void doublesTheWaitWithEachRestart() {
        assertEquals(Duration.ofMillis(500), limit.nextWait(NOON));
        assertEquals(Duration.ofSeconds(1), limit.nextWait(NOON.plusSeconds(1)));
        assertEquals(Duration.ofSeconds(2), limit.nextWait(NOON.plusSeconds(3)));
    }

    @Test
    void allowsTheSixthRestartOnlyAMinuteAfterTheFirst() {
        for (int restart = 0; restart < 5; restart++) {
            limit.nextWait(NOON);
        }
        assertEquals(Duration.ofMillis(60_500 - 20_000), limit.nextWait(NOON.plusSeconds(20)));
    }

    @Test
    void startsAnewAfterAQuietMinute() {
        limit.nextWait(NOON);
        limit.nextWait(NOON.plusSeconds(1));
        assertEquals(Duration.ofMillis(500), limit.nextWait(NOON.plusSeconds(90)));
    }
}
