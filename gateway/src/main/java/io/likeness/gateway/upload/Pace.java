package io.likeness.gateway.upload;

import java.time.Duration;

/**
 * What a sender has to keep up with.
 *
 * @param leastBytesPerSecond over each window of waiting, 1 or more
 * @param window longer than zero
 */
record Pace(long leastBytesPerSecond, Duration window) {

    /** Whether a sender was waited for as long as the window and brought too little in it. */
    boolean missedBy(long bytes, long waitedNanos) {
        return over(waitedNanos) && bytes < leastBytesPerSecond * window.toNanos() / 1e9;
    }

    boolean over(long waitedNanos) {
        return waitedNanos >= window.toNanos();
    }
}
