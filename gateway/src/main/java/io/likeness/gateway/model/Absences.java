package io.likeness.gateway.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Remembers for a short while what the registry does not have, so that it is not asked for each request with a name that does not
 * exist. Bounded: what was remembered longest ago is forgotten first. What is heard of meanwhile is in the read model, which is
 * looked at before. Safe for threads.
 */
final class Absences {
    private final long nanos;
    private final int most;
    private final LongSupplier clock;

    /** When each is forgotten, the earliest first, since all are remembered for as long; guarded by {@code this}. */
    private final Map<Object, Long> ends = new LinkedHashMap<>();

    /**
     * @param memory how long an absence is remembered; none at 0
     * @param clock nanoseconds that only grow
     */
    Absences(Duration memory, int most, LongSupplier clock) {
        this.nanos = memory.toNanos();
        this.most = most;
        this.clock = clock;
    }

    /** Asks, unless the same was asked for lately and was absent; the question runs without a lock. */
    <T> Optional<T> find(Object what, Supplier<Optional<T>> question) {
        if (remembers(what)) {
            return Optional.empty();
        }
        Optional<T> found = question.get();
        if (found.isEmpty()) {
            remember(what);
        }
        return found;
    }

    private synchronized boolean remembers(Object what) {
        Long end = ends.get(what);
        return end != null && clock.getAsLong() - end < 0;
    }

    private synchronized void remember(Object what) {
        long now = clock.getAsLong();
        ends.remove(what);
        ends.values().removeIf(end -> now - end >= 0);
        while (ends.size() >= most) {
            ends.remove(ends.keySet().iterator().next());
        }
        ends.put(what, now + nanos);
    }
}
