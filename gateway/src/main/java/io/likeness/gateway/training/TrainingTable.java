package io.likeness.gateway.training;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingFilm;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.gateway.job.Documents;
import io.likeness.gateway.job.JobStatus;
import io.likeness.gateway.training.Training.Epoch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of training runs. Stateless. */
final class TrainingTable {
    private static final String COLUMNS =
            "SELECT command, status, queued, started, epoch, completed, failure, created_at,"
                    + " started_at, cancel_requested_at, ended_at FROM training ";

    private TrainingTable() {}

    static void insert(Handle transaction, StartTraining command) {
        transaction
                .createUpdate("INSERT INTO training (id, command) VALUES (:id, CAST(:command AS jsonb))")
                .bind("id", command.trainingId())
                .bind("command", Documents.text(command))
                .execute();
    }

    /** @throws LikenessException {@code NOT_FOUND} */
    static Training require(Handle handle, String id) {
        return handle.createQuery(COLUMNS + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row, epochs(handle, id)))
                .findOne()
                .orElseThrow(() -> unknown(id));
    }

    static List<Training> newest(Handle handle, int limit) {
        return handle.createQuery(COLUMNS + "ORDER BY created_at DESC, id LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> read(row, null))
                .list();
    }

    /** The commands of trainings that were sent before their dataset was sealed, and have not started. */
    static List<StartTraining> waitingFor(Handle handle, String datasetId) {
        return handle.createQuery(
                        "SELECT command FROM training WHERE status = 'queued'"
                                + " AND command ->> 'datasetId' = :dataset AND command -> 'manifest' IS NULL ORDER BY created_at")
                .bind("dataset", datasetId)
                .map((row, context) -> Documents.require(row, "command", StartTraining.class))
                .list();
    }

    /**
     * Holds the row until the transaction ends.
     *
     * @throws LikenessException {@code NOT_FOUND}
     */
    static JobStatus requireLocked(Handle transaction, String id) {
        return transaction
                .createQuery("SELECT status FROM training WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .map(JobStatus::parse)
                .orElseThrow(() -> unknown(id));
    }

    /** False if it was asked for before. */
    static boolean requestCancel(Handle transaction, String id) {
        return transaction
                        .createUpdate("UPDATE training SET cancel_requested_at = now()"
                                + " WHERE id = :id AND cancel_requested_at IS NULL")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** Of the latest epoch that has one. */
    static Optional<TrainingFilm> findFilm(Handle handle, String id) {
        return handle.createQuery("SELECT content -> 'film' AS film FROM training_event WHERE training_id = :id"
                        + " AND type = 'EpochCompleted' AND content -> 'film' IS NOT NULL"
                        + " ORDER BY CAST(content ->> 'attempt' AS integer) DESC, CAST(content ->> 'epoch' AS integer) DESC"
                        + " LIMIT 1")
                .bind("id", id)
                .map((row, context) -> Documents.require(row, "film", TrainingFilm.class))
                .findOne();
    }

    /** In order; an epoch that was trained by several attempts as the last of them did. */
    private static List<Epoch> epochs(Handle handle, String id) {
        List<EpochCompleted> events = handle.createQuery("SELECT content FROM training_event"
                        + " WHERE training_id = :id AND type = 'EpochCompleted' ORDER BY sequence")
                .bind("id", id)
                .map((row, context) -> Documents.require(row, "content", EpochCompleted.class))
                .list();
        return EpochHistory.of(events).stream().map(Epoch::of).toList();
    }

    private static LikenessException unknown(String id) {
        return new LikenessException(ErrorCode.NOT_FOUND, "id: expected the id of a training, found '" + id + "'");
    }

    private static Training read(ResultSet row, @Nullable List<Epoch> history) throws SQLException {
        return Training.of(
                Documents.require(row, "command", StartTraining.class),
                new Training.State(
                        JobStatus.parse(row.getString("status")),
                        Documents.find(row, "queued", TrainingQueued.class),
                        Documents.find(row, "started", TrainingStarted.class),
                        Documents.find(row, "epoch", EpochCompleted.class),
                        Documents.find(row, "completed", TrainingCompleted.class),
                        Documents.find(row, "failure", Failure.class),
                        Documents.requireTime(row, "created_at"),
                        Documents.findTime(row, "started_at"),
                        Documents.findTime(row, "cancel_requested_at"),
                        Documents.findTime(row, "ended_at")),
                history);
    }
}
