package io.likeness.benchmarks.chaos;

import java.time.Duration;

/** What is done to a part of the system. */
sealed interface Fault {
    String part();

    /** Asked to end; the supervisor starts the part again. */
    record Stop(String part) implements Fault {}

    /** {@code kill -9}; the supervisor starts the part again. */
    record Kill(String part) implements Fault {}

    /** Stopped in the middle of whatever it does, and let go on afterwards. */
    record Pause(String part, Duration duration) implements Fault {}
}
