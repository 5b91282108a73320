package io.likeness.platform.runtime;

import io.likeness.contracts.LikenessException;
import io.likeness.platform.web.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work of the background that is done again and again, on a daemon thread of its own. Whatever a turn throws is logged and the
 * loop goes on; one that has ended all the same, or hangs, is seen by the liveness check. Safe for threads.
 */
public final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** Those of this process that were started and not closed: liveness is a fact about the process. */
    private static final Set<Loop> RUNNING = ConcurrentHashMap.newKeySet();

    private final String name;
    private final Turn turn;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private volatile boolean ended;
    private volatile long due = System.nanoTime();

    /** One round of the work. */
    @FunctionalInterface
    public interface Turn {
        /** @return how long to wait until the next, if nobody wakes the loop before */
        Duration take() throws InterruptedException;
    }

    /** One round of work whose pace never changes. */
    @FunctionalInterface
    public interface Step {
        void run() throws InterruptedException;
    }

    private Loop(String name, Turn turn) {
        this.name = name;
        this.turn = turn;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** Takes the first turn at once. */
    public static Loop start(String name, Turn turn) {
        Loop loop = new Loop(name, turn);
        RUNNING.add(loop);
        loop.thread.start();
        return loop;
    }

    /** As {@link #start}, with the same pause after every turn. */
    public static Loop every(String name, Duration pause, Step step) {
        return start(name, () -> {
            step.run();
            return pause;
        });
    }

    /** Ends the pause, or the one that follows the turn that is being taken. */
    public void wake() {
        wakeUps.release();
    }

    /** Takes no more turns; the one that is being taken is interrupted. */
    public void end() {
        ended = true;
        RUNNING.remove(this);
        thread.interrupt();
    }

    /** As {@link #end}, and waits some seconds for the turn that is being taken. */
    @Override
    public void close() {
        end();
        try {
            if (!thread.join(FAREWELL)) {
                LOG.warn("loop still busy name={}", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The names of the loops of this process that have died, or whose turn is overdue, or takes, longer than patience. */
    static List<String> stuck(Duration patience) {
        return RUNNING.stream()
                .filter(loop -> loop.stuckFor(patience))
                .map(loop -> loop.name)
                .sorted()
                .toList();
    }

    private boolean stuckFor(Duration patience) {
        return !ended && (!thread.isAlive() || System.nanoTime() - due > patience.toNanos());
    }

    private void run() {
        while (!ended) {
            try {
                pause(turn());
            } catch (InterruptedException e) {
                // Either the loop has ended, or an interruption came too late for the turn that it was meant for.
                continue;
            }
        }
    }

    private Duration turn() throws InterruptedException {
        due = System.nanoTime();
        try {
            return turn.take();
        } catch (RuntimeException | Error e) {
            if (!ended) {
                log(e);
            }
            return AFTER_FAILURE;
        }
    }

    private void pause(Duration pause) throws InterruptedException {
        due = System.nanoTime() + pause.toNanos();
        if (wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
            wakeUps.drainPermits();
        }
    }

    private void log(Throwable thrown) {
        try {
            LikenessException failure = Failures.classify(thrown);
            if (failure.retriable()) {
                LOG.warn("turn failed, will try again loop={} cause={}", name, failure.getMessage());
            } else {
                LOG.error("turn failed, the loop goes on loop={}", name, thrown);
            }
        } catch (RuntimeException | Error e) {
            // Not even a log entry can be written; what matters is that the loop goes on.
            LockSupport.parkNanos(AFTER_FAILURE.toNanos());
        }
    }
}
