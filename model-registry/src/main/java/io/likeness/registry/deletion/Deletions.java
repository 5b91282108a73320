package io.likeness.registry.deletion;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionDeleted;
import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.model.VersionRemoval;
import io.likeness.platform.events.Outbox;
import io.likeness.registry.catalogue.ModelVersions;
import io.likeness.registry.naming.Aliases;
import io.likeness.registry.serving.ServingPlans;
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

/** Deletes versions, with all that is said of them, and has another one serve in a champion's place. */
@ApplicationScoped
class Deletions {
    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);

    private final Jdbi jdbi;
    private final ModelVersions versions;
    private final ServingPlans plans;
    private final Aliases aliases;
    private final Outbox outbox;
    private final DeletedFiles files;
    private final Clock clock = Clock.systemUTC();

    Deletions(
            Jdbi jdbi, ModelVersions versions, ServingPlans plans, Aliases aliases, Outbox outbox, DeletedFiles files) {
        this.jdbi = jdbi;
        this.versions = versions;
        this.plans = plans;
        this.aliases = aliases;
        this.outbox = outbox;
        this.files = files;
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND} for a version that never was */
    VersionRemoval delete(VersionRef version, String correlationId) {
        VersionRemoval removal = jdbi.inTransaction(transaction -> delete(transaction, version, correlationId));
        files.wake();
        return removal;
    }

    private VersionRemoval delete(Handle transaction, VersionRef ref, String correlationId) {
        String name = ref.name().value();
        versions.lock(transaction, ref.name());
        Optional<ModelVersion> found = versions.find(transaction, ref);
        if (found.isEmpty() && !versions.deleted(transaction, ref)) {
            throw new LikenessException(
                    ErrorCode.MODEL_NOT_FOUND, "version: expected a registered version, found " + ref);
        }
        found.ifPresent(version -> delete(transaction, version, correlationId));
        return new VersionRemoval(
                name, ref.version(), versions.findChampion(transaction, name).orElse(null));
    }

    private void delete(Handle transaction, ModelVersion version, String correlationId) {
        // PostgreSQL keeps microseconds; the events say what later reads say.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean served = versions.findChampion(transaction, version.name())
                .filter(champion -> champion.version() == version.version())
                .isPresent();
        aliases.release(transaction, version, now);
        versions.delete(transaction, version, now);
        outbox.add(transaction, new VersionDeleted(version.name(), version.version()), correlationId);
        LOG.info("version deleted model={} version={} champion={}", version.name(), version.version(), served);
        if (served) {
            ModelName name = new ModelName(version.name());
            Motive motive = Motive.own(
                    ServingCause.DELETION,
                    ChangeServing.REGISTRY,
                    "version %d was deleted".formatted(version.version()),
                    correlationId);
            ServingPlan plan = plans.plan(transaction, name);
            Optional.ofNullable(plan.fallback())
                    .map(fallback -> versions.require(transaction, new VersionRef(name, fallback)))
                    .ifPresentOrElse(
                            successor -> plans.serve(transaction, plan, successor, motive, now),
                            () -> plans.serveNothing(transaction, plan, motive, now));
        }
    }
}
