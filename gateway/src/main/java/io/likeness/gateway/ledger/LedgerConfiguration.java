package io.likeness.gateway.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long jobs may take, how long they are kept, and how often the ledger looks. */
@ConfigMapping(prefix = "likeness.ledger")
public interface LedgerConfiguration {
    GenerationLimits generation();

    DatasetLimits dataset();

    TrainingLimits training();

    /**
     * How much longer than its deadline, and than the start of this gateway, a job is left alone: its owner may have said something
     * that was not heard yet. 0 s to 1 h.
     */
    @WithDefault("2m")
    Duration grace();

    /** How long a cancel may stay without an answer until the job is ended all the same, 1 s to 1 d. */
    @WithDefault("2m")
    Duration cancelPatience();

    /** How long jobs are kept that made nothing: failed, canceled or expired, 1 s to 3650 d. */
    @WithDefault("30d")
    Duration keepEnded();

    /** How long an idempotency key is kept, 1 s to 3650 d. A client's retries must have ended by then. */
    @WithDefault("48h")
    Duration keepKeys();

    /** How long it is remembered that a job was deleted or expired, 1 s to 3650 d; no shorter than keys are kept. */
    @WithDefault("30d")
    Duration keepTombstones();

    /** Pause between two looks for what is overdue or to be forgotten, 100 ms to 1 h. */
    @WithDefault("30s")
    Duration reapInterval();

    /** How often whoever waits for a job looks by himself, for a notification may be lost, 100 ms to 1 min. */
    @WithDefault("5s")
    Duration poll();

    /** Limits of generations. */
    interface GenerationLimits {
        /** How long a generation may wait for its start, 1 s to 30 d. */
        @WithDefault("1h")
        Duration deadline();

        /** How long one that runs may be silent, 1 s to 30 d. */
        @WithDefault("15m")
        Duration silence();

        /** How long its faces are kept, 1 s to 3650 d. */
        @WithDefault("7d")
        Duration keepResults();
    }

    /** Limits of imports. A sealed dataset stays until it is deleted. */
    interface DatasetLimits {
        /** How long an import may wait for its start, 1 s to 30 d. */
        @WithDefault("24h")
        Duration deadline();

        /** How long one that runs may be silent, 1 s to 30 d. */
        @WithDefault("1h")
        Duration silence();
    }

    /** Limits of trainings, which bring their deadline. One that succeeded stays until it is deleted. */
    interface TrainingLimits {
        /** How long one that runs may be silent, 1 s to 30 d: an epoch, or the wait for another runner. */
        @WithDefault("24h")
        Duration silence();
    }
}
