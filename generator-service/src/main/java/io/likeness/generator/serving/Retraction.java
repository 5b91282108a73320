package io.likeness.generator.serving;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Excerpt;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.registry.client.RegistryClient;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Has the registry take back a champion that cannot serve. Of several generators that find it out one is heard, as each names the revision of the
 * plan that it saw. Safe for threads.
 */
final class Retraction {
    private static final Logger LOG = LoggerFactory.getLogger(Retraction.class);
    private static final Set<ErrorCode> OF_THE_VERSION = Set.of(
            ErrorCode.NOT_FOUND,
            ErrorCode.DIGEST_MISMATCH,
            ErrorCode.INVALID_REQUEST,
            ErrorCode.MALFORMED_EVENT,
            ErrorCode.MODEL_UNUSABLE);

    private final RegistryClient registry;

    Retraction(RegistryClient registry) {
        this.registry = registry;
    }

    /** Whether a load failed because of what the version consists of, and not because of this generator, its store or its device. */
    static boolean speaksOfTheVersion(LikenessException failure) {
        return OF_THE_VERSION.contains(failure.code());
    }

    /**
     * Whether another version serves in its place now, by whomever it was taken back; not if there is none to go back to.
     *
     * @throws LikenessException {@code REGISTRY_UNAVAILABLE}
     */
    boolean takeBack(ModelVersion champion, LikenessException failure) {
        ModelName name = new ModelName(champion.name());
        Optional<ServingPlan> plan = registry.findServing(name);
        if (plan.filter(now -> serves(now, champion) && now.fallback() != null).isPresent()) {
            plan = retracted(name, plan.orElseThrow(), failure);
        }
        return plan.filter(now -> now.stable() != null && !serves(now, champion))
                .isPresent();
    }

    private Optional<ServingPlan> retracted(ModelName name, ServingPlan plan, LikenessException failure) {
        try {
            Optional<ServingPlan> changed = registry.changeServing(name, rollback(plan, failure));
            LOG.error(
                    "champion cannot serve and is taken back name={} version={} code={} cause={}",
                    name,
                    plan.stable(),
                    failure.code(),
                    failure.getMessage());
            return changed;
        } catch (LikenessException e) {
            if (e.retriable()) {
                throw e;
            }
            LOG.warn("not taken back by this generator name={} code={} cause={}", name, e.code(), e.getMessage());
            return registry.findServing(name);
        }
    }

    private static boolean serves(ServingPlan plan, ModelVersion champion) {
        return Objects.equals(plan.stable(), champion.version());
    }

    private static ChangeServing rollback(ServingPlan plan, LikenessException failure) {
        String reason = "a generator cannot load it: %s: %s".formatted(failure.code(), failure.getMessage());
        return new ChangeServing(
                UUID.randomUUID().toString(),
                ServingCause.ROLLBACK,
                plan.fallback(),
                plan.revision(),
                false,
                ChangeServing.GENERATOR,
                Excerpt.of(reason.replaceAll("\\p{Cntrl}", " "), ChangeServing.LONGEST_REASON),
                Optional.ofNullable(MDC.get("correlationId"))
                        .orElseGet(() -> UUID.randomUUID().toString()));
    }
}
