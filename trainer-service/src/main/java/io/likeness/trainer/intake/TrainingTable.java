package io.likeness.trainer.intake;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.contracts.training.StartTraining;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * One row a training, from its command on: what it was asked for and what it has come to. How far it is is told by its job alone. Safe
 * for threads.
 */
@ApplicationScoped
public class TrainingTable {
    /** Of a training {@code t}: whether its job is queued or running. */
    public static final String OPEN = "EXISTS (SELECT 1 FROM job j WHERE j.kind = '" + TrainingJob.KIND
            + "' AND j.id = t.id AND j.state IN ('queued', 'running'))";

    /** Held jobs have no time at which they are available. A dataset cannot be sealed anew before what is decided by it is written. */
    private static final String DECIDED = """
            SELECT t.command, t.correlation_id, d.manifest, d.rejection
            FROM job j JOIN training t ON t.id = j.id JOIN dataset d ON d.id = t.dataset_id
            WHERE j.kind = :kind AND j.state = 'queued' AND j.available_at = 'infinity'
            ORDER BY t.accepted_at, t.id FOR UPDATE OF j SKIP LOCKED FOR SHARE OF d SKIP LOCKED
            """;

    private final Jdbi jdbi;

    public TrainingTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Writes a row; false if the training is known already. */
    boolean accept(Handle transaction, StartTraining command, String correlationId) {
        return transaction
                        .createUpdate("INSERT INTO training (id, dataset_id, command, correlation_id)"
                                + " VALUES (:id, :dataset, :command, :correlation) ON CONFLICT DO NOTHING")
                        .bind("id", command.trainingId())
                        .bind("dataset", command.datasetId())
                        .bind("command", Json.encode(command))
                        .bind("correlation", correlationId)
                        .execute()
                == 1;
    }

    boolean known(Handle transaction, String trainingId) {
        return transaction
                .createQuery("SELECT EXISTS (SELECT 1 FROM training WHERE id = :id)")
                .bind("id", trainingId)
                .mapTo(Boolean.class)
                .one();
    }

    /** Writes a row without a job, of a training that ends before it begins; false if the training is known already. */
    boolean bury(Handle transaction, String trainingId, byte[] command, String correlationId) {
        return transaction
                        .createUpdate("INSERT INTO training (id, dataset_id, command, correlation_id)"
                                + " VALUES (:id, '', :command, :correlation) ON CONFLICT DO NOTHING")
                        .bind("id", trainingId)
                        .bind("command", command)
                        .bind("correlation", correlationId)
                        .execute()
                == 1;
    }

    /** How many trainings have neither started nor ended. */
    int waiting(Handle transaction) {
        return transaction
                .createQuery("SELECT count(*) FROM training t WHERE NOT started AND " + OPEN)
                .mapTo(Integer.class)
                .one();
    }

    /** Locks the trainings that wait for a dataset which is decided, but not those that, or whose dataset, another caller has locked. */
    List<WaitingTraining> decided(Handle transaction) {
        return transaction
                .createQuery(DECIDED)
                .bind("kind", TrainingJob.KIND)
                .map((row, context) -> waiting(row))
                .list();
    }

    /** Some attempt has announced its start. */
    public void start(Handle transaction, String trainingId) {
        transaction
                .createUpdate("UPDATE training SET started = true WHERE id = :id")
                .bind("id", trainingId)
                .execute();
    }

    /** Counts a death of the training's child process and returns how many there were. */
    public int countCrash(Handle transaction, String trainingId) {
        return transaction
                .createQuery("UPDATE training SET crashes = crashes + 1 WHERE id = :id RETURNING crashes")
                .bind("id", trainingId)
                .mapTo(Integer.class)
                .one();
    }

    /** Pins what is uploaded: from now on the training can be registered with nothing else. */
    public void pin(Handle transaction, String trainingId, RegisterVersion registration) {
        transaction
                .createUpdate("UPDATE training SET registration = :registration WHERE id = :id")
                .bind("registration", Json.encode(registration))
                .bind("id", trainingId)
                .execute();
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

    /** Whether there is such a training and it has not ended. */
    public boolean open(String trainingId) {
        return !jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM training t WHERE id = :id AND " + OPEN)
                        .bind("id", trainingId)
                        .mapTo(String.class)
                        .list())
                .isEmpty();
    }

    /** Those of the given trainings that have ended. */
    public List<String> ended(Collection<String> trainingIds) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT id FROM training t WHERE id = ANY(:ids) AND NOT " + OPEN)
                        .bindArray("ids", String.class, trainingIds)
                        .mapTo(String.class)
                        .list());
    }

    /** Those of the given trainings that have no row, or one that does not tell their dataset any more. */
    public List<String> forgotten(Collection<String> trainingIds) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM unnest(:ids) AS given (id) WHERE NOT EXISTS"
                        + " (SELECT 1 FROM training t WHERE t.id = given.id AND t.dataset_id <> '')")
                .bindArray("ids", String.class, trainingIds)
                .mapTo(String.class)
                .list());
    }

    private static WaitingTraining waiting(ResultSet row) throws SQLException {
        byte[] manifest = row.getBytes("manifest");
        return new WaitingTraining(
                Json.decode(row.getBytes("command"), StartTraining.class),
                row.getString("correlation_id"),
                manifest == null ? null : Json.decode(manifest, ObjectReference.class),
                row.getString("rejection"));
    }
}
