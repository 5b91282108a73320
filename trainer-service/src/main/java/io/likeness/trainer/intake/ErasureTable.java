package io.likeness.trainer.intake;

import io.likeness.contracts.Json;
import io.likeness.contracts.training.EraseTraces;
import io.likeness.contracts.training.EraseTraces.Revision;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** One row an erasure, and one for each training that it concerns: those that were known when it was asked for. */
final class ErasureTable {
    private ErasureTable() {}

    /** Writes a row; false if the erasure is known already. */
    static boolean accept(Handle transaction, EraseTraces command, String correlationId) {
        return transaction
                        .createUpdate("INSERT INTO erasure (id, command, correlation_id)"
                                + " VALUES (:id, :command, :correlation) ON CONFLICT DO NOTHING")
                        .bind("id", command.erasureId())
                        .bind("command", Json.encode(command))
                        .bind("correlation", correlationId)
                        .execute()
                == 1;
    }

    /** All trainings on its datasets, however long ago they ended. */
    static void concern(Handle transaction, EraseTraces command) {
        transaction
                .createUpdate("INSERT INTO erasure_training (erasure_id, training_id)"
                        + " SELECT :id, id FROM training WHERE dataset_id = ANY(:datasets)")
                .bind("id", command.erasureId())
                .bindArray(
                        "datasets",
                        String.class,
                        command.datasets().stream().map(Revision::datasetId).toList())
                .execute();
    }

    /** Those of its trainings that have not ended, in an order that all who call trainings off keep. */
    static List<String> open(Handle transaction, String erasureId) {
        return transaction
                .createQuery("SELECT t.id FROM training t JOIN erasure_training e ON e.training_id = t.id"
                        + " WHERE e.erasure_id = :id AND " + TrainingTable.OPEN + " ORDER BY t.id")
                .bind("id", erasureId)
                .mapTo(String.class)
                .list();
    }
}
