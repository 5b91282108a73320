package io.likeness.generator.serving;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.registry.client.RegistryClient;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the registry take back a champion that cannot serve. Of several generators that find it out one is heard, as each names the revision of the
 * plan that it saw. Safe for threads.
 */
final class Retraction {
    private static final Logger LOG = LoggerFactory.getLogger(Retraction.class);
    private static final String BY = "generator-service";

    private final RegistryClient registry;

    Retraction(RegistryClient registry) {
        this.registry = registry;
    }

    /** Whether another version serves in its place now; not if none served before, or the registry is away. */
    boolean takeBack(ModelVersion champion, LikenessException failure) {
        ModelName name = new ModelName(champion.name());
        try {
            return plan(name, champion, failure)
                    .filter(plan -> plan.stable() != null && !serves(plan, champion))
                    .isPresent();
        } catch (LikenessException e) {
            LOG.warn(
                    "champion that cannot serve is not taken back name={} version={} code={} cause={}",
                    champion.name(),
                    champion.version(),
                    e.code(),
                    e.getMessage());
            return false;
        }
    }

    /** As it is once the champion is taken back, by whomever; unchanged if it cannot be. */
    private Optional<ServingPlan> plan(ModelName name, ModelVersion champion, LikenessException failure) {
        Optional<ServingPlan> plan = registry.findServing(name);
        if (plan.filter(now -> serves(now, champion)).isEmpty()) {
            return plan;
        }
        LOG.error(
                "champion cannot serve name={} version={} code={} cause={}",
                name,
                champion.version(),
                failure.code(),
                failure.getMessage());
        try {
            return registry.changeServing(name, rollback(plan.orElseThrow(), failure));
        } catch (LikenessException e) {
            if (e.code() != ErrorCode.STATE_CONFLICT) {
                throw e;
            }
            LOG.warn("not taken back by this generator name={} cause={}", name, e.getMessage());
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
                null,
                plan.revision(),
                false,
                BY,
                reason.substring(0, Math.min(reason.length(), ChangeServing.LONGEST_REASON)),
                UUID.randomUUID().toString());
    }
}
