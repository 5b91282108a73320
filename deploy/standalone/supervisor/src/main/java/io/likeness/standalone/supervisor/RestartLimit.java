package io.likeness.standalone.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long a dead child waits for its restart: half a second, doubled with each restart of the last minute, and never more
 * than five restarts in a minute. Not safe for threads; each keeper has its own.
 */
final class RestartLimit {

    private static final int MOST = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration FIRST = Duration.ofMillis(500);

    private final Deque<Instant> restarts = new ArrayDeque<>();

    /** The wait of a child that has died now; the restart that follows it is counted. */
    Duration nextWait(Instant now) {
        while (!restarts.isEmpty() && !restarts.getFirst().isAfter(now.minus(WINDOW))) {
            restarts.removeFirst();
        }
        Duration wait = FIRST.multipliedBy(1L << restarts.size());
        if (restarts.size() == MOST) {
            Duration untilAllowed = Duration.between(now, restarts.removeFirst().plus(WINDOW));
            wait = untilAllowed.compareTo(wait) > 0 ? untilAllowed : wait;
        }
        restarts.addLast(now.plus(wait));
        return wait;
    }
}
