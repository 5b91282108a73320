package io.likeness.trainer.run;

import java.time.Duration;

/** A moment until which something is waited for. Immutable. */
record Deadline(long nanoTime) {

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    boolean ahead() {
        return nanoTime - System.nanoTime() > 0;
    }

    /** 0 or more. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }
}
