package io.likeness.gateway.ledger;

import io.likeness.platform.database.Notifications;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.store.ObjectStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The ledger of one gateway without its loop: whoever calls says when. For one thread. */
public final class SimulatedLedger {
    private final Ledger ledger;
    private final LedgerProjection projection;
    private final Reaper reaper;
    private final Forgetting forgetting;
    private final Leftovers leftovers;

    @SuppressWarnings("NullAway") // Nobody listens in a simulation.
    public SimulatedLedger(Jdbi jdbi, Outbox outbox, ObjectStore store) {
        LedgerConfiguration configuration = new Limits();
        JobTimes times = new JobTimes(new SimpleMeterRegistry());
        Endings endings = new Endings(new Retention(configuration), times, List::of);
        this.reaper = new Reaper(jdbi, outbox, configuration, endings);
        this.forgetting = new Forgetting(jdbi, outbox, configuration);
        this.leftovers = new Leftovers(jdbi, store);
        this.projection = new LedgerProjection(jdbi, endings, times);
        this.ledger = new Ledger(
                jdbi,
                new IdempotencyKeys(),
                outbox,
                new JobNews(new Notifications(null), configuration),
                new Housekeeping(reaper, forgetting, () -> List.of(leftovers), configuration),
                endings);
    }

    public Ledger ledger() {
        return ledger;
    }

    public LedgerProjection projection() {
        return projection;
    }

    /** One turn of the loop. */
    public void keepHouse(Instant started) {
        reaper.reap(started);
        forgetting.forget();
        while (leftovers.run()) {
            // There is more.
        }
    }

    /** The defaults. */
    private static final class Limits implements LedgerConfiguration {
        @Override
        public GenerationLimits generation() {
            return new GenerationLimits() {
                @Override
                public Duration deadline() {
                    return Duration.ofHours(1);
                }

                @Override
                public Duration silence() {
                    return Duration.ofMinutes(15);
                }

                @Override
                public Duration keepResults() {
                    return Duration.ofDays(7);
                }
            };
        }

        @Override
        public DatasetLimits dataset() {
            return new DatasetLimits() {
                @Override
                public Duration deadline() {
                    return Duration.ofDays(1);
                }

                @Override
                public Duration silence() {
                    return Duration.ofHours(1);
                }
            };
        }

        @Override
        public TrainingLimits training() {
            return () -> Duration.ofDays(1);
        }

        @Override
        public Duration grace() {
            return Duration.ofMinutes(2);
        }

        @Override
        public Duration cancelPatience() {
            return Duration.ofMinutes(2);
        }

        @Override
        public Duration keepEnded() {
            return Duration.ofDays(30);
        }

        @Override
        public Duration keepKeys() {
            return Duration.ofDays(2);
        }

        @Override
        public Duration keepTombstones() {
            return Duration.ofDays(30);
        }

        @Override
        public Duration reapInterval() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration poll() {
            return Duration.ofSeconds(5);
        }
    }
}
