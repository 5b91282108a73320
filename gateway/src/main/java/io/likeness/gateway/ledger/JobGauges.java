package io.likeness.gateway.ledger;

import io.likeness.platform.metrics.Fresh;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Measures how many datasets, trainings and generations are in which state: {@code likeness_jobs{kind,state}}. Safe for threads. */
@Singleton
public class JobGauges {
    private static final String COUNTS = """
        SELECT kind || '/' || state AS state, count(*) AS jobs FROM ledger WHERE gone IS NULL GROUP BY kind, state
        """;

    private final MeterRegistry meters;
    private final Fresh<Map<String, Long>> counts;

    public JobGauges(Jdbi jdbi, MeterRegistry meters) {
        this.meters = meters;
        this.counts = new Fresh<>(() -> jdbi.withHandle(JobGauges::counts));
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

    private double count(String state) {
        return counts.find().map(jobs -> (double) jobs.getOrDefault(state, 0L)).orElse(Double.NaN);
    }

    private static Map<String, Long> counts(Handle handle) {
        return handle.createQuery(COUNTS)
                .map((row, context) -> Map.entry(row.getString("state"), row.getLong("jobs")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
