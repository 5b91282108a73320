package io.likeness.gateway.training;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.gateway.job.Documents;
import io.likeness.gateway.job.JobStatus;
import io.likeness.gateway.training.Training.Epoch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of training runs. Stateless. */
final class TrainingTable {
    private static final String COLUMNS =
            "SELECT command, status, started, epoch, completed, failure, created_at, started_at, ended_at FROM training ";

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
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.NOT_FOUND, "id: expected the id of a training, found '" + id + "'"));
    }

    static List<Training> newest(Handle handle, int limit) {
        return handle.createQuery(COLUMNS + "ORDER BY created_at DESC, id LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> read(row, null))
                .list();
    }

    /** Of the last attempt, in order. */
    private static List<Epoch> epochs(Handle handle, String id) {
        List<EpochCompleted> events = handle.createQuery("SELECT content FROM training_event"
                        + " WHERE training_id = :id AND type = 'EpochCompleted' ORDER BY sequence")
                .bind("id", id)
                .map((row, context) -> Documents.require(row, "content", EpochCompleted.class))
                .list();
        int last = events.stream().mapToInt(EpochCompleted::attempt).max().orElse(0);
        return events.stream()
                .filter(event -> event.attempt() == last)
                .map(Epoch::of)
                .toList();
    }

    private static Training read(ResultSet row, @Nullable List<Epoch> history) throws SQLException {
        return Training.of(
                Documents.require(row, "command", StartTraining.class),
                new Training.State(
                        JobStatus.parse(row.getString("status")),
                        Documents.find(row, "started", TrainingStarted.class),
                        Documents.find(row, "epoch", EpochCompleted.class),
                        Documents.find(row, "completed", TrainingCompleted.class),
                        Documents.find(row, "failure", Failure.class),
                        Documents.requireTime(row, "created_at"),
                        Documents.findTime(row, "started_at"),
                        Documents.findTime(row, "ended_at")),
                history);
    }
}
