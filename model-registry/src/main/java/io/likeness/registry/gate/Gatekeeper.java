package io.likeness.registry.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.GateDecided;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.platform.events.Outbox;
import io.likeness.registry.gate.GateDecision.Compared;
import io.likeness.registry.gate.GateDecision.FirstVersion;
import io.likeness.registry.gate.GateDecision.Overtaken;
import io.likeness.registry.gate.GateDecision.Unmeasured;
import io.likeness.registry.metrics.DecisionMeters;
import io.likeness.registry.rollout.Rollouts;
import io.likeness.registry.serving.ServingPlans;
import io.likeness.registry.serving.ServingPlans.Motive;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps and announces what was decided, and has a version that passed be rolled out, or serve where nothing does. Within the caller's transaction, in a locked model. */
@ApplicationScoped
class Gatekeeper {
    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);

    private final ServingPlans plans;
    private final Rollouts rollouts;
    private final Outbox outbox;
    private final DecisionMeters meters;

    Gatekeeper(ServingPlans plans, Rollouts rollouts, Outbox outbox, DecisionMeters meters) {
        this.plans = plans;
        this.rollouts = rollouts;
        this.outbox = outbox;
        this.meters = meters;
    }

    /** @param plan of the model, read in this transaction */
    void decided(
            Handle transaction,
            ServingPlan plan,
            ModelVersion version,
            GateDecision decision,
            String correlationId,
            Instant now) {
        record(transaction, version, decision, now);
        meters.gated(transaction, decision.passed());
        outbox.add(
                transaction,
                new GateDecided(version.name(), version.version(), decision.passed(), decision.reason()),
                correlationId);
        LOG.info(
                "gate decided model={} version={} passed={} reason={}",
                version.name(),
                version.version(),
                decision.passed(),
                decision.reason());
        if (!decision.passed() || hasServed(plan, version)) {
            return;
        }
        if (decision instanceof Compared compared) {
            rollouts.begin(
                    transaction,
                    version,
                    compared.champion(),
                    Optional.ofNullable(compared.evaluated().differences()).orElse(Map.of()),
                    correlationId,
                    now);
        } else {
            plans.serve(
                    transaction,
                    plan,
                    version,
                    Motive.own(ServingCause.GATE, ChangeServing.GATE, decision.reason(), correlationId),
                    now);
        }
    }

    /** Whoever overruled the gate while it measured, and perhaps took that back, has had the last word. */
    private static boolean hasServed(ServingPlan plan, ModelVersion version) {
        return plan.changes().stream()
                .map(change -> change.version())
                .anyMatch(served -> served != null && served == version.version());
    }

    private static void record(Handle transaction, ModelVersion version, GateDecision decision, Instant now) {
        transaction
                .createUpdate(
                        "INSERT INTO gate_decision (model_name, version, passed, reason, decided_at, champion, rules,"
                                + " findings) VALUES (:name, :version, :passed, :reason, :now, :champion, :rules,"
                                + " CAST(:findings AS jsonb))")
                .bind("name", version.name())
                .bind("version", version.version())
                .bind("passed", decision.passed())
                .bind("reason", decision.reason())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("champion", champion(decision))
                .bind("rules", decision instanceof Compared compared ? (Long) compared.rules() : null)
                .bind(
                        "findings",
                        decision instanceof Compared compared
                                ? new String(Json.encode(compared.findings()), UTF_8)
                                : null)
                .execute();
    }

    private static @Nullable Integer champion(GateDecision decision) {
        return switch (decision) {
            case FirstVersion first -> null;
            case Compared compared -> compared.champion();
            case Unmeasured unmeasured -> unmeasured.champion();
            case Overtaken overtaken -> overtaken.champion();
        };
    }
}
