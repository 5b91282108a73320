package io.likeness.benchmarks.defects;

import io.likeness.benchmarks.defects.Ending.End;
import io.likeness.contracts.Payload;
import io.likeness.contracts.evaluation.EvaluateVersions;
import io.likeness.contracts.evaluation.VersionsEvaluated;
import io.likeness.contracts.model.GateDecided;
import io.likeness.contracts.model.ModelHistory.Decision;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RolloutChanged;
import io.likeness.contracts.rollout.Finding;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.contracts.rollout.RolloutMetric;
import io.likeness.registry.client.RegistryClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees how versions end, one after the other. For one thread. */
final class Observer {
    /** A rollout ends within an hour of its begin. */
    private static final Duration PATIENCE = Duration.ofMinutes(75);

    private final ModelEvents events;
    private final RegistryClient registry;
    private final Clock clock = Clock.systemUTC();
    /** By the evaluation's id. */
    private final Map<String, VersionsEvaluated> measured = new HashMap<>();

    Observer(ModelEvents events, RegistryClient registry) {
        this.events = events;
        this.registry = registry;
    }

    /** @throws IllegalStateException if it has not ended in time */
    Ending await(ModelVersion version) {
        Seen seen = new Seen();
        Instant deadline = clock.instant().plus(PATIENCE);
        while (seen.end == null) {
            requireTime(deadline, version);
            events.next().forEach(event -> see(event, version, seen));
        }
        Instant ended = clock.instant();
        List<Decision> decisions =
                registry.findModel(new ModelName(version.name())).orElseThrow().decisions();
        Decision decision = decisions.stream()
                .filter(one -> one.version() == version.version())
                .findFirst()
                .orElseThrow();
        // Topics have no common order: what led to the decision may be heard after it.
        while (!decision.findings().isEmpty() && !measured.containsKey(seen.evaluation)) {
            requireTime(deadline, version);
            events.next().forEach(event -> see(event, version, seen));
        }
        return new Ending(
                seen.end,
                seen.share,
                pairs(version),
                seen.reason,
                decision.findings(),
                measured.get(seen.evaluation),
                Duration.between(version.registeredAt(), ended));
    }

    private void requireTime(Instant deadline, ModelVersion version) {
        if (clock.instant().isAfter(deadline)) {
            throw new IllegalStateException("expected all of version %d to be told within %s, found it open"
                    .formatted(version.version(), PATIENCE));
        }
    }

    private static final class Seen {
        @Nullable
        End end;

        int share;
        String reason = "";
        String evaluation = "";
    }

    private void see(Payload event, ModelVersion version, Seen seen) {
        switch (event) {
            case EvaluateVersions asked
            when asked.candidate().equals(version) -> seen.evaluation = asked.evaluationId();
            case VersionsEvaluated evaluated -> measured.put(evaluated.evaluationId(), evaluated);
            case GateDecided decided
            when decided.modelName().equals(version.name()) && decided.version() == version.version() -> {
                seen.reason = decided.reason();
                seen.end = decided.passed() ? null : End.REFUSED_AT_THE_GATE;
            }
            case RolloutChanged changed when changed.candidate().equals(version) -> see(changed, seen);
            default -> {}
        }
    }

    private static void see(RolloutChanged changed, Seen seen) {
        if (!changed.state().ended()) {
            seen.share = changed.share();
            return;
        }
        seen.reason = changed.reason();
        seen.end = switch (changed.state()) {
            case LIVE -> End.LIVE;
            case EXPIRED -> End.EXPIRED;
            case SUPERSEDED -> End.SUPERSEDED;
            case ROLLED_BACK -> seen.share == 0 ? End.NOT_LOADED_BY_A_GENERATOR : End.ROLLED_BACK;
            case WARMING, WAITING_FOR_EVIDENCE, PAUSED, UNKNOWN ->
                throw new IllegalStateException("expected a state in which a rollout ends, found " + changed.state());
        };
    }

    private long pairs(ModelVersion version) {
        Optional<Rollout> rollout = registry.fetchRollouts(new ModelName(version.name())).stream()
                .filter(one -> one.candidate().version() == version.version())
                .findFirst();
        return rollout.stream()
                .flatMap(one -> one.findings().stream())
                .filter(finding -> finding.metric() == RolloutMetric.BRIGHTNESS)
                .mapToLong(Finding::count)
                .sum();
    }
}
