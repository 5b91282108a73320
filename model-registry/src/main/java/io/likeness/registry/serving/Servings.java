package io.likeness.registry.serving;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ModelHistory.Decision;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionRef;
import io.likeness.registry.catalogue.ModelVersions;
import io.likeness.registry.serving.ServingPlans.Motive;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What serves, and the changes of it that somebody asks for. Safe for threads and for any number of instances. */
@ApplicationScoped
class Servings {
    private static final Logger LOG = LoggerFactory.getLogger(Servings.class);

    private final Jdbi jdbi;
    private final ModelVersions versions;
    private final ServingPlans plans;
    private final Clock clock = Clock.systemUTC();

    Servings(Jdbi jdbi, ModelVersions versions, ServingPlans plans) {
        this.jdbi = jdbi;
        this.versions = versions;
        this.plans = plans;
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND} for a model that never was */
    ServingPlan require(ModelName name) {
        return jdbi.withHandle(handle -> {
            ServingPlan plan = plans.plan(handle, name);
            if (plan.revision() == 0) {
                versions.requireModel(handle, name);
            }
            return plan;
        });
    }

    /**
     * Changes what serves; the same request again changes nothing more.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}, {@code GONE} for a version that was deleted, {@code IDEMPOTENCY_KEY_REUSED} for
     *     another change of the same id, or {@code STATE_CONFLICT} for another revision, a version that serves already, one that the
     *     gate refused, or one that there is no way back to
     */
    ServingPlan change(ModelName name, ChangeServing request) {
        return jdbi.inTransaction(transaction -> {
            versions.requireLock(transaction, name);
            ServingPlan plan = plans.plan(transaction, name);
            if (plan.made(request)) {
                return plan;
            }
            Require.newest(plan.revision(), request.revision());
            ModelVersion target = target(transaction, plan, request);
            Motive motive = new Motive(
                    request.changeId(),
                    request.cause(),
                    Optional.ofNullable(request.by()).orElse(ChangeServing.UNNAMED),
                    request.reason(),
                    request.correlationId());
            // PostgreSQL keeps microseconds; the answer and the events say what later reads say.
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            plans.serve(transaction, plan, target, motive, now);
            LOG.info(
                    "serving changed model={} version={} before={} cause={} by={}",
                    name,
                    target.version(),
                    plan.stable(),
                    motive.cause(),
                    motive.by());
            return plans.plan(transaction, name);
        });
    }

    private ModelVersion target(Handle transaction, ServingPlan plan, ChangeServing request) {
        ModelName name = new ModelName(plan.modelName());
        Integer wanted = request.version() == null ? plan.fallback() : request.version();
        if (wanted == null) {
            throw conflict(
                    "version: expected one that served before, is still there and was not taken back, found none");
        }
        ModelVersion version = versions.require(transaction, new VersionRef(name, wanted));
        if (wanted.equals(plan.stable())) {
            throw conflict("version: expected one that does not serve, found " + wanted + ", which does");
        }
        if (request.cause() == ServingCause.ROLLBACK) {
            requireServedBefore(plan, wanted);
        } else if (!request.overrule()) {
            requirePassed(transaction, new VersionRef(name, wanted));
        }
        return version;
    }

    private static void requireServedBefore(ServingPlan plan, Integer version) {
        if (plan.changes().stream().noneMatch(change -> version.equals(change.version()))) {
            throw conflict("version: expected one that served before, found " + version);
        }
    }

    private void requirePassed(Handle transaction, VersionRef version) {
        if (versions.pending(transaction, version.name()).stream()
                .anyMatch(pending -> pending.version() == version.version())) {
            throw conflict("version: expected one that passed the gate, or overrule: true, found " + version
                    + ", which is still being compared with what serves");
        }
        versions.findDecision(transaction, version)
                .filter(decision -> !decision.passed())
                .map(Decision::reason)
                .ifPresent(reason -> {
                    throw conflict("version: expected one that passed the gate, or overrule: true, found " + version
                            + ": " + reason);
                });
    }

    private static LikenessException conflict(String message) {
        return new LikenessException(ErrorCode.STATE_CONFLICT, message);
    }
}
