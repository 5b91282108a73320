package io.likeness.standalone.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One process of a running system. */
record ChildState(String name, long pid, Instant started, int restarts) {

    /** The clock that start times are read from may be set by a second while the system runs. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** The process if it lives: the same id and start time, not merely an id that another program was given since. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info()
                        .startInstant()
                        .map(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) <= 0)
                        .orElse(true));
    }
}
