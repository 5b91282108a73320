package io.likeness.trainer.intake;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.training.StartTraining;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** One row a training, from its command on. Safe for threads. */
@ApplicationScoped
public class TrainingTable {
    private static final String DUE = """
            SELECT t.command, t.correlation_id, t.state = 'released' AS released, t.deadline <= :now AS late,
                d.manifest, d.rejection
            FROM training t LEFT JOIN dataset d ON d.id = t.dataset_id
            WHERE t.state = 'waiting' AND (d.id IS NOT NULL OR t.deadline <= :now)
                OR t.state = 'released' AND t.deadline <= :now
            ORDER BY t.accepted_at, t.id FOR UPDATE OF t SKIP LOCKED
            """;

    private final Jdbi jdbi;

    public TrainingTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Writes a row that waits for its dataset; false if the training is known already. */
    boolean accept(Handle transaction, StartTraining command, String correlationId) {
        return transaction
                        .createUpdate("INSERT INTO training (id, dataset_id, command, correlation_id, deadline)"
                                + " VALUES (:id, :dataset, :command, :correlation, :deadline) ON CONFLICT DO NOTHING")
                        .bind("id", command.trainingId())
                        .bind("dataset", command.datasetId())
                        .bind("command", Json.encode(command))
                        .bind("correlation", correlationId)
                        .bind("deadline", command.deadline())
                        .execute()
                == 1;
    }

    /** How many trainings have neither started nor ended. */
    int waiting(Handle transaction) {
        return transaction
                .createQuery("SELECT count(*) FROM training WHERE state <> 'ended' AND NOT started")
                .mapTo(Integer.class)
                .one();
    }

    /** Locks the trainings whose dataset is decided or whose deadline has passed, but not those that another caller has locked. */
    List<WaitingTraining> due(Handle transaction, Instant now) {
        return transaction
                .createQuery(DUE)
                .bind("now", now)
                .map((row, context) -> waiting(row))
                .list();
    }

    /** Locks a training that has not ended. */
    Optional<WaitingTraining> findOpen(Handle transaction, String trainingId) {
        return transaction
                .createQuery("SELECT command, correlation_id, state = 'released' AS released, false AS late,"
                        + " CAST(NULL AS bytea) AS manifest, CAST(NULL AS text) AS rejection"
                        + " FROM training WHERE id = :id AND state <> 'ended' FOR UPDATE")
                .bind("id", trainingId)
                .map((row, context) -> waiting(row))
                .findOne();
    }

    /** Notes that nobody wants the training any more. */
    void cancel(Handle transaction, String trainingId) {
        transaction
                .createUpdate("UPDATE training SET cancelled = true WHERE id = :id")
                .bind("id", trainingId)
                .execute();
    }

    /** Whether the runner of a training is to stop; not once its registration is pinned. */
    public boolean cancelled(String trainingId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT cancelled AND registration IS NULL FROM training WHERE id = :id")
                        .bind("id", trainingId)
                        .mapTo(Boolean.class)
                        .one());
    }

    void release(Handle transaction, String trainingId) {
        transaction
                .createUpdate("UPDATE training SET state = 'released', released_at = now() WHERE id = :id")
                .bind("id", trainingId)
                .execute();
    }

    /** What earlier attempts have come to; the training must be released. */
    public ReleasedTraining released(String trainingId) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT released_at, started FROM training WHERE id = :id")
                .bind("id", trainingId)
                .map((row, context) ->
                        new ReleasedTraining(row.getTimestamp("released_at").toInstant(), row.getBoolean("started")))
                .one());
    }

    /** The deadline does not matter any more. */
    public void start(Handle transaction, String trainingId) {
        transaction
                .createUpdate("UPDATE training SET started = true WHERE id = :id")
                .bind("id", trainingId)
                .execute();
    }

    /** Nothing is decided about the training any more, and what was kept for it may be deleted. */
    public void end(Handle transaction, String trainingId) {
        state(transaction, trainingId, "ended");
    }

    /** Counts a death of the training's child process and returns how many there were. */
    public int countCrash(Handle transaction, String trainingId) {
        return transaction
                .createQuery("UPDATE training SET crashes = crashes + 1 WHERE id = :id RETURNING crashes")
                .bind("id", trainingId)
                .mapTo(Integer.class)
                .one();
    }

    /**
     * Pins what is uploaded: from now on the training can be registered with nothing else, nor be cancelled.
     *
     * @return false if it is cancelled already; nothing is changed then
     */
    public boolean pin(Handle transaction, String trainingId, RegisterVersion registration) {
        return transaction
                        .createUpdate(
                                "UPDATE training SET registration = :registration WHERE id = :id AND NOT cancelled")
                        .bind("registration", Json.encode(registration))
                        .bind("id", trainingId)
                        .execute()
                == 1;
    }

    /** What an earlier attempt has pinned. */
    public Optional<RegisterVersion> findPinned(String trainingId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT registration FROM training WHERE id = :id AND registration IS NOT NULL")
                .bind("id", trainingId)
                .mapTo(byte[].class)
                .findOne()
                .map(json -> Json.decode(json, RegisterVersion.class)));
    }

    /** Those of the given trainings that have ended. */
    public List<String> ended(Collection<String> trainingIds) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT id FROM training WHERE id = ANY(:ids) AND state = 'ended'")
                        .bindArray("ids", String.class, trainingIds)
                        .mapTo(String.class)
                        .list());
    }

    private static void state(Handle transaction, String trainingId, String state) {
        transaction
                .createUpdate("UPDATE training SET state = :state WHERE id = :id")
                .bind("state", state)
                .bind("id", trainingId)
                .execute();
    }

    private static WaitingTraining waiting(ResultSet row) throws SQLException {
        byte[] manifest = row.getBytes("manifest");
        return new WaitingTraining(
                Json.decode(row.getBytes("command"), StartTraining.class),
                row.getString("correlation_id"),
                row.getBoolean("released"),
                row.getBoolean("late"),
                manifest == null ? null : Json.decode(manifest, ObjectReference.class),
                row.getString("rejection"));
    }
}
