package io.likeness.gateway.training;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.StartTraining;
import io.likeness.gateway.dataset.Datasets;
import io.likeness.gateway.job.Claim;
import io.likeness.gateway.job.IdempotencyKeys;
import io.likeness.platform.events.Outbox;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Accepts trainings and tells how far they are. Safe for threads. */
@Singleton
public class Trainings {
    private final Jdbi jdbi;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final Datasets datasets;
    private final TrainingConfiguration configuration;

    public Trainings(
            Jdbi jdbi, IdempotencyKeys keys, Outbox outbox, Datasets datasets, TrainingConfiguration configuration) {
        this.jdbi = jdbi;
        this.keys = keys;
        this.outbox = outbox;
        this.datasets = datasets;
        this.configuration = configuration;
    }

    /** Writes the training and its command in one transaction. */
    Training accept(TrainingRequest request, @Nullable String key, String correlationId) {
        String newId = UUID.randomUUID().toString();
        return jdbi.inTransaction(transaction -> {
            String id = switch (keys.claim(transaction, "training", key, request, newId)) {
                case Claim.Repeated repeated -> repeated.jobId();
                case Claim.Fresh fresh -> {
                    StartTraining command = command(transaction, newId, request);
                    TrainingTable.insert(transaction, command);
                    outbox.add(transaction, command, correlationId);
                    yield newId;
                }
            };
            return TrainingTable.require(transaction, id);
        });
    }

    /** @throws LikenessException {@code NOT_FOUND} */
    Training require(String id) {
        return jdbi.withHandle(handle -> TrainingTable.require(handle, id));
    }

    List<Training> newest(int limit) {
        return jdbi.withHandle(handle -> TrainingTable.newest(handle, limit));
    }

    private StartTraining command(Handle transaction, String id, TrainingRequest request) {
        String datasetName = datasets.requireTrainable(transaction, request.requireDatasetId());
        return request.command(id, datasetName, Instant.now(), configuration.deadline());
    }
}
