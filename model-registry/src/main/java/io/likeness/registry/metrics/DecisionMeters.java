package io.likeness.registry.metrics;

import static java.util.Locale.ROOT;

import io.likeness.contracts.model.RolloutState;
import io.likeness.contracts.model.ServingCause;
import io.likeness.platform.metrics.Fresh;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Counts what was decided, once it is committed, and measures where rollouts stand. Safe for threads. */
@ApplicationScoped
public class DecisionMeters {
    private final MeterRegistry meters;
    private final Fresh<Map<String, Long>> rollouts;

    public DecisionMeters(Jdbi jdbi, MeterRegistry meters) {
        this.meters = meters;
        this.rollouts = new Fresh<>(() -> jdbi.withHandle(DecisionMeters::states));
    }

    /** Counts begin at 0 with the service, so that the first is an increase. */
    void register(@Observes StartupEvent event) {
        gated(true);
        gated(false);
        for (ServingCause cause : ServingCause.values()) {
            served(cause);
        }
        for (RolloutState state : RolloutState.values()) {
            Gauge.builder(
                            "likeness.registry.rollouts",
                            rollouts,
                            asked -> asked.find()
                                    .map(counts -> (double) counts.getOrDefault(state.name(), 0L))
                                    .orElse(Double.NaN))
                    .description("Rollouts by state, those that have ended among them")
                    .tag("state", state.name().toLowerCase(ROOT))
                    .register(meters);
        }
    }

    /** A version came to the gate. */
    public void gated(Handle transaction, boolean passed) {
        transaction.afterCommit(() -> gated(passed).increment());
    }

    /** Another version serves, or none. */
    public void served(Handle transaction, ServingCause cause) {
        transaction.afterCommit(() -> served(cause).increment());
    }

    private Counter gated(boolean passed) {
        return Counter.builder("likeness.registry.gated")
                .description("Versions that the gate has decided about")
                .tag("outcome", passed ? "passed" : "refused")
                .register(meters);
    }

    private Counter served(ServingCause cause) {
        return Counter.builder("likeness.registry.serving.changes")
                .description("Changes of what serves, promotions and rollbacks among them, by their cause")
                .tag("cause", cause.name().toLowerCase(ROOT))
                .register(meters);
    }

    private static Map<String, Long> states(Handle handle) {
        return handle.createQuery("SELECT state, count(*) AS rollouts FROM rollout GROUP BY state")
                .map((row, context) -> Map.entry(row.getString("state"), row.getLong("rollouts")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
