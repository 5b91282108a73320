package io.likeness.gateway.erasure;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.contracts.model.VersionRef;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.model.ErasureMarks;
import io.likeness.gateway.model.Models;
import io.likeness.gateway.training.Training;
import io.likeness.gateway.training.Trainings;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Trains anew what was trained with an image that was erased: of each model the newest such version, as it was trained, on what its
 * dataset is now. Asking again answers the same trainings. Safe for threads.
 */
@Singleton
public class Retrainings {
    private final Jdbi jdbi;
    private final Erasures erasures;
    private final Models models;
    private final Trainings trainings;

    public Retrainings(Jdbi jdbi, Erasures erasures, Models models, Trainings trainings) {
        this.jdbi = jdbi;
        this.erasures = erasures;
        this.models = models;
        this.trainings = trainings;
    }

    /**
     * What was begun.
     *
     * @param impossible versions of which training or dataset is gone, each with the reason
     */
    @Schema(name = "Retrainings", description = "Trainings of models on datasets without an erased image")
    public record Begun(
            List<Training> trainings,

            @Schema(description = "Versions whose training or dataset is gone, each with the reason")
            List<String> impossible) {}

    /** @throws LikenessException {@code NOT_FOUND}, or {@code STATE_CONFLICT} until the erasure has succeeded */
    Begun begin(Principal asking, String erasureId, String correlationId) {
        Erasure erasure = erasures.require(asking.tenant(), erasureId);
        if (erasure.status() != ErasureStatus.SUCCEEDED) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "erasure " + erasureId + ": expected one that has succeeded, found it "
                            + erasure.status().word());
        }
        List<Training> begun = new ArrayList<>();
        List<String> impossible = new ArrayList<>();
        for (VersionRef version : jdbi.withHandle(handle -> ErasureMarks.newest(handle, erasureId))) {
            try {
                begun.add(begin(asking, erasureId, version, correlationId));
            } catch (LikenessException e) {
                if (e.retriable()) {
                    throw e;
                }
                impossible.add(version + ": " + e.getMessage());
            }
        }
        return new Begun(begun, impossible);
    }

    private Training begin(Principal asking, String erasureId, VersionRef version, String correlationId) {
        Tenant tenant = asking.tenant();
        String model = version.name().value();
        Optional<String> begun = jdbi.withHandle(handle -> ErasureTable.findRetraining(handle, erasureId, model));
        if (begun.isPresent()) {
            return trainings.require(tenant, begun.orElseThrow());
        }
        ModelVersion marked = models.requireVersion(tenant, version);
        return trainings.again(
                asking,
                marked.trainingId(),
                unmarked(erasureId, marked.parent()),
                correlationId,
                (transaction, training) -> remember(transaction, erasureId, model, training));
    }

    private static void remember(Handle transaction, String erasureId, String model, String training) {
        ErasureTable.lockRetraining(transaction, erasureId, model).ifPresent(other -> {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "model " + model + ": expected no training of it to begin at this moment, found " + other);
        });
        ErasureTable.insertRetraining(transaction, erasureId, model, training);
    }

    private boolean unmarked(String erasureId, @Nullable ParentVersion parent) {
        return parent != null
                && !jdbi.withHandle(handle -> ErasureMarks.marked(handle, erasureId))
                        .contains(VersionRef.of(parent.modelName(), parent.version()));
    }
}
