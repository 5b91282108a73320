package io.likeness.gateway.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Virtual time, and what is to happen in it, drawn from a seed. For one thread: the same seed gives the same history. */
final class World {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final int REMEMBERED = 80;

    private final long seed;
    private final Random random;
    private final PriorityQueue<Happening> ahead =
            new PriorityQueue<>(Comparator.comparingLong(Happening::at).thenComparingLong(Happening::number));
    private final Deque<String> trace = new ArrayDeque<>();
    private long nanos;
    private long numbers;
    private boolean between;

    private record Happening(long at, long number, @Nullable Machine machine, Runnable action) {}

    World(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    long nanos() {
        return nanos;
    }

    long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, now());
    }

    Instant now() {
        return BEGINNING.plusNanos(nanos / 1000 * 1000);
    }

    Random random() {
        return random;
    }

    boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    Duration upTo(Duration most) {
        return Duration.ofNanos((long) (random.nextDouble() * most.toNanos()));
    }

    /** @param machine on which it happens, if that one lives then; absent for what happens outside of all */
    void after(Duration time, @Nullable Machine machine, Runnable action) {
        ahead.add(new Happening(nanos + time.toNanos(), ++numbers, machine, action));
    }

    /** Lets all happen that does until then. */
    void passUntil(long end) {
        while (!ahead.isEmpty() && ahead.peek().at <= end) {
            step();
        }
        nanos = Math.max(nanos, end);
    }

    boolean step() {
        Happening next = ahead.poll();
        if (next == null) {
            return false;
        }
        nanos = Math.max(nanos, next.at);
        Machine machine = next.machine;
        if (machine == null) {
            next.action.run();
        } else if (machine.pausedUntil() > nanos) {
            ahead.add(new Happening(machine.pausedUntil(), next.number, machine, next.action));
        } else if (machine.alive()) {
            try {
                next.action.run();
            } catch (Machine.Died died) {
                note(machine + " died");
            }
        }
        return true;
    }

    /** Time in which a call is on its way and all else goes on; there is one such call at a time. */
    void passBetween(Duration time) {
        if (between) {
            return;
        }
        between = true;
        try {
            passUntil(nanos + time.toNanos());
        } finally {
            between = false;
        }
    }

    /** Forgets what was to happen, and goes on later. */
    void leap(Duration time) {
        ahead.clear();
        nanos += time.toNanos();
    }

    void note(String what) {
        if (trace.size() == REMEMBERED) {
            trace.removeFirst();
        }
        trace.add("%9.3f s  %s".formatted(nanos / 1e9, what));
    }

    Violation violation(String what) {
        return new Violation("seed " + seed + ": " + what + "\n  " + String.join("\n  ", trace));
    }

    /** What must never happen has happened. */
    static final class Violation extends AssertionError {
        private static final long serialVersionUID = 1;

        Violation(String message) {
            super(message);
        }
    }
}
