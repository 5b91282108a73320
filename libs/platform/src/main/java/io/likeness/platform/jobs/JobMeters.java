package io.likeness.platform.jobs;

import static java.util.Locale.ROOT;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts what becomes of jobs in this process. Safe for threads. */
@Singleton
final class JobMeters {
    private static final String GIVEN_BACK = "given-back";

    private final MeterRegistry meters;

    JobMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** All begin at 0 with their runner, so that the first is an increase. */
    void register(String kind) {
        taken(kind);
        leasesLost(kind);
        heartbeatsFailed(kind);
        ended(kind, GIVEN_BACK);
        for (JobEnd end : JobEnd.values()) {
            ended(kind, outcome(end));
        }
    }

    void taken(Lease lease) {
        taken(lease.kind()).increment();
    }

    void ended(String kind, JobEnd end) {
        ended(kind, outcome(end)).increment();
    }

    void givenBack(String kind) {
        ended(kind, GIVEN_BACK).increment();
    }

    void lost(String kind) {
        leasesLost(kind).increment();
    }

    void heartbeatFailed(String kind) {
        heartbeatsFailed(kind).increment();
    }

    private static String outcome(JobEnd end) {
        return end.name().toLowerCase(ROOT);
    }

    private Counter taken(String kind) {
        return counter("likeness.jobs.taken", "Attempts at jobs that were begun", kind)
                .register(meters);
    }

    private Counter ended(String kind, String outcome) {
        return counter("likeness.jobs.ended", "Attempts at jobs that came to an end, by how", kind)
                .tag("outcome", outcome)
                .register(meters);
    }

    private Counter leasesLost(String kind) {
        return counter("likeness.jobs.leases.lost", "Attempts whose job went to another runner", kind)
                .register(meters);
    }

    private Counter heartbeatsFailed(String kind) {
        return counter("likeness.jobs.heartbeats.failed", "Heartbeats that did not reach the database", kind)
                .register(meters);
    }

    private static Counter.Builder counter(String name, String description, String kind) {
        return Counter.builder(name).description(description).tag("kind", kind);
    }
}
