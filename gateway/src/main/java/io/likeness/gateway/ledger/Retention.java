package io.likeness.gateway.ledger;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a job is kept once it has ended. Safe for threads. */
@Singleton
final class Retention {
    private final LedgerConfiguration configuration;

    Retention(LedgerConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Absent for what stays until it is deleted: datasets and versions are what users came for. */
    @Nullable
    Duration keep(JobKind kind, JobStatus end) {
        if (end != JobStatus.SUCCEEDED) {
            return configuration.keepEnded();
        }
        return kind == JobKind.GENERATION ? configuration.generation().keepResults() : null;
    }
}
