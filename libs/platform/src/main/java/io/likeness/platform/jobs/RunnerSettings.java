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
 */
public record RunnerSettings(String kind, int workers, Set<ResourceClass> resources, Duration farewell) {
    public RunnerSettings {
        Require.text("kind", kind);
        Require.between("workers", workers, 1, 1024);
        resources = Set.copyOf(resources);
        Require.present("farewell", farewell);
    }

    /** One job at a time, whatever it needs, by a handler that ends at once when it is interrupted. */
    public static RunnerSettings of(String kind) {
        return new RunnerSettings(kind, 1, EnumSet.allOf(ResourceClass.class), Duration.ZERO);
    }

    public RunnerSettings withWorkers(int number) {
        return new RunnerSettings(kind, number, resources, farewell);
    }

    public RunnerSettings withResources(Set<ResourceClass> had) {
        return new RunnerSettings(kind, workers, had, farewell);
    }

    public RunnerSettings withFarewell(Duration longest) {
        return new RunnerSettings(kind, workers, resources, longest);
    }
}
