package io.likeness.platform.jobs;

import io.likeness.contracts.Require;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How jobs of one kind are run in one instance.
 *
 * @param workers how many at a time, 1 or more
 * @param resources what this machine has: other jobs are left to other runners
 * @param farewell how long a handler may take to save its work once it is interrupted because the runner is closed
 * @param delay until the second attempt after a failure, 1 ms to 1 h; doubles with each that follows, up to ten times as long
 */
public record RunnerSettings(
        String kind, int workers, Set<ResourceClass> resources, Duration farewell, Duration delay) {
    private static final Duration DELAY = Duration.ofSeconds(1);

    public RunnerSettings {
        Require.text("kind", kind);
        Require.between("workers", workers, 1, 1024);
        resources = Set.copyOf(resources);
        Require.present("farewell", farewell);
        Require.between("delay", delay.toMillis(), 1, Duration.ofHours(1).toMillis());
    }

    /** One job at a time, whatever it needs, by a handler that ends at once when it is interrupted. */
    public static RunnerSettings of(String kind) {
        return new RunnerSettings(kind, 1, EnumSet.allOf(ResourceClass.class), Duration.ZERO, DELAY);
    }

    public RunnerSettings withWorkers(int number) {
        return new RunnerSettings(kind, number, resources, farewell, delay);
    }

    public RunnerSettings withResources(Set<ResourceClass> had) {
        return new RunnerSettings(kind, workers, had, farewell, delay);
    }

    public RunnerSettings withFarewell(Duration longest) {
        return new RunnerSettings(kind, workers, resources, longest, delay);
    }

    public RunnerSettings withDelay(Duration first) {
        return new RunnerSettings(kind, workers, resources, farewell, first);
    }

    /** Until the next attempt of a job that has failed so many times before. */
    Duration delayAfter(int failures) {
        Duration longest = delay.multipliedBy(10);
        Duration doubled = delay.multipliedBy(1L << Math.min(failures, 5));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
