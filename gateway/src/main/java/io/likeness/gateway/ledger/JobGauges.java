package io.likeness.gateway.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures how many datasets, trainings and generations are in which state: {@code likeness_jobs{kind,state}}. Safe for threads. */
@Singleton
public class JobGauges {
    private static final Logger LOG = LoggerFactory.getLogger(JobGauges.class);

    /** All gauges of one scrape share one query, and an absent database is asked once. */
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private static final String COUNTS = """
        SELECT kind || '/' || state AS state, count(*) AS jobs FROM ledger WHERE gone IS NULL GROUP BY kind, state
        """;

    private final Jdbi jdbi;
    private final MeterRegistry meters;
    private Counts latest = new Counts(Map.of(), false, System.nanoTime() - FRESH_NANOS);

    public JobGauges(Jdbi jdbi, MeterRegistry meters) {
        this.jdbi = jdbi;
        this.meters = meters;
    }

    void register(@Observes StartupEvent event) {
        for (JobKind kind : JobKind.values()) {
            for (JobStatus status : JobStatus.values()) {
                String state = kind.word() + "/" + status.word();
                Gauge.builder("likeness.jobs", this, gauges -> gauges.count(state))
                        .description("Jobs by kind and state")
                        .tag("kind", kind.word())
                        .tag("state", kind == JobKind.DATASET ? outward(status) : status.word())
                        .register(meters);
            }
        }
    }

    /** Datasets have words of their own. */
    private static String outward(JobStatus status) {
        return switch (status) {
            case RUNNING -> "importing";
            case SUCCEEDED -> "sealed";
            case FAILED -> "rejected";
            case QUEUED, CANCELED, EXPIRED -> status.word();
        };
    }

    private synchronized double count(String state) {
        if (System.nanoTime() - latest.askedAt() >= FRESH_NANOS) {
            latest = ask();
        }
        return latest.known() ? latest.jobs().getOrDefault(state, 0L) : Double.NaN;
    }

    private Counts ask() {
        try {
            Map<String, Long> jobs = jdbi.withHandle(handle -> handle.createQuery(COUNTS)
                    .map((row, context) -> Map.entry(row.getString("state"), row.getLong("jobs")))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
            return new Counts(jobs, true, System.nanoTime());
        } catch (RuntimeException e) {
            LOG.debug("jobs not counted cause={}", String.valueOf(e.getMessage()));
            return new Counts(Map.of(), false, System.nanoTime());
        }
    }

    private record Counts(Map<String, Long> jobs, boolean known, long askedAt) {}
}
