package io.likeness.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.LikenessException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LeaseTimesTest {
    @Test
    void keepsAndWatchesALeaseInSharesOfIt() {
        LeaseTimes times = new LeaseTimes(Duration.ofSeconds(15));
        assertEquals(
                List.of(15L, 4L, 1L, 3L, 5L, 8L, 10L),
                Stream.of(
                                times.lease(),
                                times.beat(),
                                times.again(),
                                times.answer(),
                                times.poll(),
                                times.gap(),
                                times.watch())
                        .map(Duration::toSeconds)
                        .toList());
        assertEquals(Duration.ofMillis(800), new LeaseTimes(Duration.ofSeconds(3)).beat());
    }

    @Test
    void refusesALeaseOutsideOfItsRange() {
        for (Duration lease :
                List.of(Duration.ofMillis(999), Duration.ofMinutes(5).plusMillis(1))) {
            String message = assertThrows(LikenessException.class, () -> new LeaseTimes(lease))
                    .getMessage();
            assertEquals("likeness.jobs.lease (ms): expected 1000 to 300000, found " + lease.toMillis(), message);
        }
    }
}
