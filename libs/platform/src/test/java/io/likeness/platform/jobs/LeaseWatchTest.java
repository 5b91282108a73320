package io.likeness.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeaseWatchTest {
    private static final Sighting ALIVE = new Sighting("one", 1, "12:00:15", false);
    private static final Sighting EXPIRED = new Sighting("one", 1, "12:00:15", true);
    private static final Sighting BEATEN = new Sighting("one", 1, "12:00:30", false);
    private static final Sighting RETAKEN = new Sighting("one", 2, "12:00:15", true);

    private final LeaseWatch watch = new LeaseWatch(new LeaseTimes(Duration.ofSeconds(15)));

    @Test
    void findsALeaseAbandonedAsSoonAsItRunsOutWhereItWasSeenUnchanged() {
        look(0, ALIVE);
        look(5, ALIVE);
        look(10, ALIVE);
        assertEquals(List.of(EXPIRED), look(15, EXPIRED));
    }

    @Test
    void watchesALeaseThatHadRunOutBeforeItLooked() {
        assertEquals(List.of(), look(0, EXPIRED));
        assertEquals(List.of(), look(5, EXPIRED));
        assertEquals(List.of(EXPIRED), look(10, EXPIRED));
    }

    @Test
    void watchesAnewAfterASignOfLife() {
        look(0, ALIVE);
        look(5, BEATEN);
        look(10, BEATEN);
        assertEquals(List.of(), look(12, EXPIRED), "another end of the lease than the one before");
        look(17, RETAKEN);
        assertEquals(List.of(), look(24, RETAKEN), "another fence than the one before");
        assertEquals(List.of(RETAKEN), look(27, RETAKEN));
    }

    @Test
    void watchesAnewAfterATimeInWhichItDidNotSeeTheDatabase() {
        look(0, ALIVE);
        look(5, ALIVE);
        assertEquals(List.of(), look(65, EXPIRED));
        assertEquals(List.of(), look(70, EXPIRED));
        assertEquals(List.of(EXPIRED), look(75, EXPIRED));
    }

    @Test
    void watchesAnewAfterAnAnswerThatWasLongInComing() {
        look(0, ALIVE);
        look(5, ALIVE);
        assertEquals(List.of(), watch.look(List.of(EXPIRED), seconds(6), seconds(66)));
        assertEquals(List.of(), look(70, EXPIRED));
    }

    @Test
    void doesNotCountTheWaitForAnAnswerAsWatching() {
        watch.look(List.of(EXPIRED), seconds(0), seconds(1));
        look(5, EXPIRED);
        assertEquals(List.of(), watch.look(List.of(EXPIRED), seconds(10), seconds(12)));
    }

    private List<Sighting> look(long second, Sighting... running) {
        return watch.look(List.of(running), seconds(second), seconds(second));
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
