package io.likeness.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RunnerSettingsTest {
    private static final RunnerSettings USUAL = RunnerSettings.of("work");

    @Test
    void doublesTheDelayBetweenAttemptsUpToTenTimes() {
        assertEquals(List.of(1L, 2L, 4L, 8L, 10L, 10L, 10L), seconds(USUAL));
        assertEquals(List.of(3L, 6L, 12L, 24L, 30L, 30L, 30L), seconds(USUAL.withDelay(Duration.ofSeconds(3))));
    }

    private static List<Long> seconds(RunnerSettings settings) {
        return IntStream.range(0, 7)
                .mapToObj(failures -> settings.delayAfter(failures).toSeconds())
                .toList();
    }
}
