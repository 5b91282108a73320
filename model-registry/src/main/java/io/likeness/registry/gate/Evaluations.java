package io.likeness.registry.gate;

import io.likeness.contracts.evaluation.EvaluateVersions;
import io.likeness.contracts.evaluation.EvaluationEvent;
import io.likeness.contracts.evaluation.EvaluationFailed;
import io.likeness.contracts.evaluation.VersionsEvaluated;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionRef;
import io.likeness.platform.events.Outbox;
import io.likeness.registry.catalogue.ModelVersions;
import io.likeness.registry.gate.EvaluationTable.Open;
import io.likeness.registry.gate.GateDecision.FirstVersion;
import io.likeness.registry.gate.GateDecision.Overtaken;
import io.likeness.registry.gate.GateDecision.Unmeasured;
import io.likeness.registry.rollout.Rollouts;
import io.likeness.registry.serving.ServingPlans;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Has new versions compared with what serves, and decides once that is done. What serves may be another by then: a version is always decided
 * against what it would replace. Safe for threads and for any number of instances.
 */
@ApplicationScoped
public class Evaluations {
    private final Jdbi jdbi;
    private final ModelVersions versions;
    private final ServingPlans plans;
    private final DeclaredRules rules;
    private final Gatekeeper gatekeeper;
    private final Rollouts rollouts;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    Evaluations(
            Jdbi jdbi,
            ModelVersions versions,
            ServingPlans plans,
            DeclaredRules rules,
            Gatekeeper gatekeeper,
            Rollouts rollouts,
            Outbox outbox) {
        this.jdbi = jdbi;
        this.versions = versions;
        this.plans = plans;
        this.rules = rules;
        this.gatekeeper = gatekeeper;
        this.rollouts = rollouts;
        this.outbox = outbox;
    }

    /** Decides over a version that was just registered in a locked model, at once where nothing serves, else when it has been compared. */
    public void registered(Handle transaction, ModelVersion version, String correlationId) {
        ServingPlan plan = plans.plan(transaction, new ModelName(version.name()));
        champion(transaction, plan)
                .ifPresentOrElse(
                        champion -> ask(transaction, version, champion, correlationId, version.registeredAt()),
                        () -> gatekeeper.decided(
                                transaction,
                                plan,
                                version,
                                new FirstVersion(version.name()),
                                correlationId,
                                version.registeredAt()));
    }

    /** An answer that comes again, or too late, changes nothing. */
    void ended(EvaluationEvent event) {
        jdbi.useTransaction(transaction -> EvaluationTable.findOpen(transaction, event.evaluationId())
                .ifPresent(asked -> ended(transaction, asked, event)));
    }

    private void ended(Handle transaction, Open asked, EvaluationEvent event) {
        ModelName name = new ModelName(asked.modelName());
        versions.lock(transaction, name);
        // Another instance may have heard it while this one waited for the lock.
        if (EvaluationTable.findOpen(transaction, asked.id()).isEmpty()) {
            return;
        }
        // PostgreSQL keeps microseconds; the events say what later reads say.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        EvaluationTable.end(
                transaction, asked.id(), event instanceof VersionsEvaluated evaluated ? evaluated : null, now);
        versions.find(transaction, new VersionRef(name, asked.candidate()))
                .ifPresent(candidate -> ended(transaction, asked, candidate, event, now));
    }

    private void ended(Handle transaction, Open asked, ModelVersion candidate, EvaluationEvent event, Instant now) {
        ServingPlan plan = plans.plan(transaction, new ModelName(asked.modelName()));
        Integer stable = plan.stable();
        boolean overruled = stable != null && stable == candidate.version();
        // What the gate says of a version that serves already is about the one before.
        Optional<ModelVersion> champion = overruled
                ? versions.find(transaction, VersionRef.of(asked.modelName(), asked.champion()))
                : champion(transaction, plan);
        if (overruled && champion.isEmpty()) {
            gatekeeper.decided(
                    transaction,
                    plan,
                    candidate,
                    new Unmeasured(asked.champion(), "it was deleted"),
                    asked.correlationId(),
                    now);
            return;
        }
        boolean other = champion.filter(serving -> serving.version() != asked.champion())
                .filter(serving -> serving.version() < candidate.version())
                .isPresent();
        if (other) {
            ask(transaction, candidate, champion.orElseThrow(), asked.correlationId(), now);
            return;
        }
        GateDecision decision = rollouts.newer(transaction, candidate)
                .<GateDecision>map(Overtaken::new)
                .or(() -> champion.map(serving -> decide(transaction, candidate, serving, event)))
                .orElseGet(() -> new FirstVersion(candidate.name()));
        gatekeeper.decided(transaction, plan, candidate, decision, asked.correlationId(), now);
    }

    private GateDecision decide(
            Handle transaction, ModelVersion candidate, ModelVersion champion, EvaluationEvent event) {
        if (champion.version() > candidate.version()) {
            return new Overtaken(champion.version());
        }
        return switch (event) {
            case VersionsEvaluated evaluated ->
                Gate.decide(rules.find(transaction, new ModelName(candidate.name())), candidate, champion, evaluated);
            case EvaluationFailed failed ->
                new Unmeasured(champion.version(), failed.failure().message());
        };
    }

    private void ask(
            Handle transaction, ModelVersion candidate, ModelVersion champion, String correlationId, Instant now) {
        String id = UUID.randomUUID().toString();
        EvaluationTable.add(transaction, id, candidate, champion, correlationId, now);
        outbox.add(transaction, new EvaluateVersions(id, candidate, champion), correlationId);
    }

    private Optional<ModelVersion> champion(Handle transaction, ServingPlan plan) {
        return Optional.ofNullable(plan.stable())
                .flatMap(stable -> versions.find(transaction, VersionRef.of(plan.modelName(), stable)));
    }
}
