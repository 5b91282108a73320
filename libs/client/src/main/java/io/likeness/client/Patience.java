package io.likeness.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long to try again while nothing succeeds: a gateway that is restarted is waited for. For one thread. */
final class Patience {
    private static final long LONGEST_PAUSE = Duration.ofSeconds(2).toMillis();
    private static final long FIRST_PAUSE = 100;

    private final Duration limit;
    private long since = System.nanoTime();
    private long pause = FIRST_PAUSE;

    Patience(Duration limit) {
        this.limit = limit;
    }

    /** Something has succeeded. */
    void renew() {
        since = System.nanoTime();
        pause = FIRST_PAUSE;
    }

    /**
     * Waits a little, longer each time.
     *
     * @throws ClientException the failure itself, where it will not pass or has lasted too long
     */
    void tryAgainAfter(ClientException failure) {
        boolean passes = failure instanceof UnreachableException
                || (failure instanceof ProblemException problem && problem.passes());
        if (!passes
                || System.nanoTime() - since > limit.toNanos()
                || Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        pause();
        if (Thread.currentThread().isInterrupted()) {
            throw failure;
        }
    }

    /** Waits a little, longer each time. */
    void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
