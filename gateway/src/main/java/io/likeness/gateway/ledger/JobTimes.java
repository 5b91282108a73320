package io.likeness.gateway.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Measures how long jobs wait, and how long they take from acceptance to end. Safe for threads. */
@Singleton
final class JobTimes {
    private static final Duration[] WAITS = {
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1)
    };

    private static final Duration[] ENDS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        Duration.ofHours(6)
    };

    private final MeterRegistry meters;

    JobTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    /** What every kind has begins at 0 with the gateway, so that the first is an increase. */
    void register(@Observes StartupEvent event) {
        for (JobKind kind : JobKind.values()) {
            waits(kind);
            durations(kind, JobStatus.SUCCEEDED);
        }
    }

    /** Of a job whose row says that it had not begun, once the transaction commits. */
    void begun(Handle transaction, Job job, Instant at) {
        if (job.times().startedAt() == null) {
            transaction.afterCommit(() -> waits(job.kind()).record(since(job, at)));
        }
    }

    /** Of a job whose row says that it had not ended, once the transaction commits. */
    void ended(Handle transaction, Job job, JobStatus end, Instant at) {
        transaction.afterCommit(() -> durations(job.kind(), end).record(since(job, at)));
    }

    private Timer waits(JobKind kind) {
        return Timer.builder("likeness.jobs.wait")
                .description("From the acceptance of a job to its first start")
                .tag("kind", kind.word())
                .serviceLevelObjectives(WAITS)
                .register(meters);
    }

    private Timer durations(JobKind kind, JobStatus end) {
        return Timer.builder("likeness.jobs.duration")
                .description("From the acceptance of a job to its end")
                .tag("kind", kind.word())
                .tag("outcome", end.word())
                .serviceLevelObjectives(ENDS)
                .register(meters);
    }

    /** The clocks of two machines may differ. */
    private static Duration since(Job job, Instant at) {
        Duration time = Duration.between(job.times().createdAt(), at);
        return time.isNegative() ? Duration.ZERO : time;
    }
}
