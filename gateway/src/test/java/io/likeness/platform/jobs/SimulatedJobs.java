package io.likeness.platform.jobs;

/** Opens what only this package may make. */
public final class SimulatedJobs {
    private SimulatedJobs() {}

    public static JobQueue queue(MemoryJobTable table) {
        return new JobQueue(table);
    }
}
