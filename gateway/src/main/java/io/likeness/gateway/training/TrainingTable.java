package io.likeness.gateway.training;

import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingFilm;
import io.likeness.gateway.ledger.Documents;
import io.likeness.gateway.training.Training.Epoch;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What the history of a training tells beside its job. Stateless. */
final class TrainingTable {

    private TrainingTable() {}

    /** The commands of trainings that were sent before their dataset was sealed, and have not started. */
    static List<StartTraining> waitingFor(Handle handle, String datasetId) {
        return handle.createQuery(
                        "SELECT command FROM ledger WHERE kind = 'training' AND state = 'queued'"
                                + " AND command ->> 'datasetId' = :dataset AND command -> 'manifest' IS NULL ORDER BY created_at")
                .bind("dataset", datasetId)
                .map((row, context) -> Documents.require(row, "command", StartTraining.class))
                .list();
    }

    /** Of the latest epoch that has one. */
    static Optional<TrainingFilm> findFilm(Handle handle, String id) {
        return handle.createQuery("SELECT content -> 'film' AS film FROM training_event WHERE training_id = :id AND"
                        + " type = 'EpochCompleted' AND content -> 'film' IS NOT NULL ORDER BY CAST(content ->> 'attempt' AS"
                        + " integer) DESC, CAST(content ->> 'epoch' AS integer) DESC LIMIT 1")
                .bind("id", id)
                .map((row, context) -> Documents.require(row, "film", TrainingFilm.class))
                .findOne();
    }

    /** What shows faces of a dataset was removed from trainings: their epochs name it no more. */
    static void forgetFilms(Handle transaction, Collection<String> trainingIds) {
        transaction
                .createUpdate(
                        "UPDATE training_event SET content = content - 'film'"
                                + " WHERE training_id = ANY(:ids) AND type = 'EpochCompleted' AND content -> 'film' IS NOT NULL")
                .bindArray("ids", String.class, trainingIds)
                .execute();
        transaction
                .createUpdate("UPDATE ledger SET documents = documents #- '{epoch,film}'"
                        + " WHERE kind = 'training' AND id = ANY(:ids) AND documents #> '{epoch,film}' IS NOT NULL")
                .bindArray("ids", String.class, trainingIds)
                .execute();
    }

    /** In order; an epoch that was trained by several attempts as the last of them did. */
    static List<Epoch> epochs(Handle handle, String id) {
        List<EpochCompleted> events = handle.createQuery("SELECT content FROM training_event"
                        + " WHERE training_id = :id AND type = 'EpochCompleted' ORDER BY sequence")
                .bind("id", id)
                .map((row, context) -> Documents.require(row, "content", EpochCompleted.class))
                .list();
        return EpochHistory.of(events).stream().map(Epoch::of).toList();
    }
}
