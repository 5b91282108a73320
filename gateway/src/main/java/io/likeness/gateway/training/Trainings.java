package io.likeness.gateway.training;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.CancelTraining;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.contracts.training.TrainingFilm;
import io.likeness.gateway.job.Claim;
import io.likeness.gateway.job.IdempotencyKeys;
import io.likeness.gateway.job.JobStatus;
import io.likeness.platform.events.Outbox;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Accepts trainings, tells how far they are and has them cancelled. Safe for threads. */
@Singleton
public class Trainings {
    private final Jdbi jdbi;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final TrainingCommands commands;

    public Trainings(Jdbi jdbi, IdempotencyKeys keys, Outbox outbox, TrainingCommands commands) {
        this.jdbi = jdbi;
        this.keys = keys;
        this.outbox = outbox;
        this.commands = commands;
    }

    /** Writes the training and its command in one transaction; only one that goes on from a version needs more than the database. */
    Training accept(TrainingRequest request, @Nullable String key, String correlationId) {
        Optional<TrainingConfiguration> base = commands.fetchBase(request);
        String newId = UUID.randomUUID().toString();
        return jdbi.inTransaction(transaction -> {
            String id = switch (keys.claim(transaction, "training", key, request, newId)) {
                case Claim.Repeated repeated -> repeated.jobId();
                case Claim.Fresh fresh -> {
                    StartTraining command = commands.start(transaction, newId, request, base);
                    TrainingTable.insert(transaction, command);
                    outbox.add(transaction, command, correlationId);
                    yield newId;
                }
            };
            return TrainingTable.require(transaction, id);
        });
    }

    /**
     * Asks for the end of a training, once however often it is called.
     *
     * @throws LikenessException {@code NOT_FOUND}, or {@code STATE_CONFLICT} if it has succeeded or failed
     */
    Training cancel(String id, String correlationId) {
        return jdbi.inTransaction(transaction -> {
            JobStatus status = TrainingTable.requireLocked(transaction, id);
            if (status == JobStatus.SUCCEEDED || status == JobStatus.FAILED) {
                throw new LikenessException(
                        ErrorCode.STATE_CONFLICT,
                        "training " + id + ": expected one that has not ended, found it "
                                + status.name().toLowerCase(Locale.ROOT));
            }
            if (!status.ended() && TrainingTable.requestCancel(transaction, id)) {
                outbox.add(transaction, new CancelTraining(id), correlationId);
            }
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

    /** @throws LikenessException {@code NOT_FOUND} also while no epoch has left a film */
    TrainingFilm requireFilm(String id) {
        return jdbi.withHandle(handle -> {
            TrainingTable.require(handle, id);
            return TrainingTable.findFilm(handle, id)
                    .orElseThrow(() -> new LikenessException(
                            ErrorCode.NOT_FOUND,
                            "film: expected a training that has finished an epoch, found none to show yet"));
        });
    }
}
