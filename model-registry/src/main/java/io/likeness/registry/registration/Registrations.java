package io.likeness.registry.registration;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelRegistered;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.platform.events.Outbox;
import io.likeness.registry.catalogue.ModelVersions;
import io.likeness.registry.gate.Evaluations;
import io.likeness.registry.registration.RegistrationOutcome.Contradicted;
import io.likeness.registry.registration.RegistrationOutcome.Registered;
import io.likeness.registry.registration.RegistrationOutcome.Repeated;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Registers versions. Safe for threads and for any number of instances: PostgreSQL keeps what must be unique. */
@ApplicationScoped
class Registrations {
    private final Jdbi jdbi;
    private final ManifestVerification verification;
    private final ModelVersions versions;
    private final Evaluations evaluations;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    Registrations(
            Jdbi jdbi,
            ManifestVerification verification,
            ModelVersions versions,
            Evaluations evaluations,
            Outbox outbox) {
        this.jdbi = jdbi;
        this.verification = verification;
        this.versions = versions;
        this.evaluations = evaluations;
        this.outbox = outbox;
    }

    /** Numbers, stores and announces a version, and hands it to the gate; the same request again changes nothing. */
    RegistrationOutcome register(String trainingId, RegisterVersion request) {
        return jdbi.withHandle(handle -> findEarlier(handle, trainingId, request))
                .orElseGet(() -> registerNew(trainingId, request));
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND} */
    ModelVersion require(String trainingId) {
        return jdbi.withHandle(handle -> versions.findByTraining(handle, trainingId))
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.MODEL_NOT_FOUND,
                        "trainingId: expected one whose version is registered, found " + trainingId));
    }

    private RegistrationOutcome registerNew(String trainingId, RegisterVersion request) {
        verification.verify(trainingId, request);
        return jdbi.inTransaction(transaction -> register(transaction, trainingId, request));
    }

    private RegistrationOutcome register(Handle transaction, String trainingId, RegisterVersion request) {
        // PostgreSQL keeps microseconds; the answer and the events say what later reads say.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        versions.lock(transaction, request.modelName(), now);
        requireNotDeleted(transaction, trainingId);
        ModelVersion version = version(versions.nextNumber(transaction, request.modelName()), trainingId, request, now);
        requireParent(transaction, request.parent());
        if (!versions.insert(transaction, version)) {
            return findEarlier(transaction, trainingId, request).orElseThrow();
        }
        outbox.add(transaction, new ModelRegistered(version.name(), version), request.correlationId());
        evaluations.registered(transaction, version, request.correlationId());
        return new Registered(version);
    }

    /** A trainer that did not hear the answer asks again, also after somebody has deleted the version. */
    private void requireNotDeleted(Handle handle, String trainingId) {
        versions.findDeleted(handle, trainingId).ifPresent(deleted -> {
            throw new LikenessException(
                    ErrorCode.GONE,
                    "trainingId: expected one whose version is still kept, found that of " + deleted
                            + ", which was deleted");
        });
    }

    private void requireParent(Handle transaction, @Nullable ParentVersion parent) {
        if (parent != null && !versions.has(transaction, parent)) {
            throw Require.invalid(
                    "parent",
                    "a registered version",
                    "version %d of '%s'".formatted(parent.version(), parent.modelName()));
        }
    }

    private Optional<RegistrationOutcome> findEarlier(Handle handle, String trainingId, RegisterVersion request) {
        requireNotDeleted(handle, trainingId);
        Optional<ModelVersion> ofTraining = versions.findByTraining(handle, trainingId);
        if (ofTraining.isPresent()) {
            return ofTraining.map(version -> compare(version, request));
        }
        // Another call of the same request may have registered it since the look before.
        return versions.findByDigest(handle, request.manifest().sha256())
                .map(version -> version.trainingId().equals(trainingId)
                        ? compare(version, request)
                        : new Contradicted("manifest: expected a digest that is not registered, found that of "
                                + version.name() + " version " + version.version()));
    }

    private static RegistrationOutcome compare(ModelVersion registered, RegisterVersion request) {
        ModelVersion requested =
                version(registered.version(), registered.trainingId(), request, registered.registeredAt());
        return requested.equals(registered)
                ? new Repeated(registered)
                : new Contradicted("trainingId: expected one that is not registered with other content, found that of "
                        + registered.name() + " version " + registered.version());
    }

    private static ModelVersion version(int number, String trainingId, RegisterVersion request, Instant registeredAt) {
        return new ModelVersion(
                request.modelName(),
                number,
                request.manifest().sha256(),
                request.manifest(),
                trainingId,
                request.datasetId(),
                request.datasetDigest(),
                request.validationDigest(),
                request.measure(),
                request.validationLoss(),
                request.metrics(),
                registeredAt,
                request.parent());
    }
}
