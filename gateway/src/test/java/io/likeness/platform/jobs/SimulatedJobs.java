package io.likeness.platform.jobs;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Opens what only this package may make. */
public final class SimulatedJobs {
    private SimulatedJobs() {}

    public static JobQueue queue(MemoryJobTable table) {
        return new JobQueue(table);
    }

    /** Takes the next job of a kind and ends it at once, as a runner does. */
    public static void work(Jdbi jdbi, String kind, Consumer<Handle> end) {
        Leases leases = new Leases(
                jdbi,
                new PostgresJobTable(),
                new LeaseTimes(Duration.ofMinutes(1)),
                new JobMeters(new SimpleMeterRegistry()));
        Lease lease = leases.take(kind, EnumSet.allOf(ResourceClass.class)).orElseThrow();
        leases.finish(lease, JobEnd.SUCCEEDED, null, end);
    }

    /** Deletes what has ended, whenever that was. */
    public static int purge(Jdbi jdbi) {
        return jdbi.withHandle(handle -> new PostgresJobTable().purge(handle, Duration.ZERO, Integer.MAX_VALUE));
    }
}
