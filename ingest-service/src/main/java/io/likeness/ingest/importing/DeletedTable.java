package io.likeness.ingest.importing;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Datasets that are to be deleted, and those that have been. Safe for threads. */
final class DeletedTable {
    private static final int BATCH = 100;

    /** Whose import can write no more: it has ended, or will never begin. */
    private static final String DUE = """
        SELECT dataset_id, correlation_id FROM deleted d WHERE done_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM job j WHERE j.kind = :kind AND j.id = d.dataset_id AND j.state IN ('queued', 'running'))
        ORDER BY requested_at LIMIT :batch
        """;

    private final Jdbi jdbi;

    DeletedTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A dataset that is to be deleted, and for whose request. */
    record Due(String datasetId, String correlationId) {}

    /** False if it was asked for before. */
    static boolean request(Handle transaction, String datasetId, String correlationId) {
        return transaction
                        .createUpdate("INSERT INTO deleted (dataset_id, correlation_id) VALUES (:id, :correlation)"
                                + " ON CONFLICT DO NOTHING")
                        .bind("id", datasetId)
                        .bind("correlation", correlationId)
                        .execute()
                == 1;
    }

    /** Those that can be deleted now; a hundred at most. */
    List<Due> due() {
        return jdbi.withHandle(handle -> handle.createQuery(DUE)
                .bind("kind", ImportJobs.KIND)
                .bind("batch", BATCH)
                .map((row, context) -> new Due(row.getString("dataset_id"), row.getString("correlation_id")))
                .list());
    }

    /** Within the transaction that announces it; false if another instance was quicker. */
    static boolean done(Handle transaction, String datasetId) {
        transaction
                .createUpdate("DELETE FROM sealed WHERE dataset_id = :id")
                .bind("id", datasetId)
                .execute();
        return transaction
                        .createUpdate("UPDATE deleted SET done_at = now() WHERE dataset_id = :id AND done_at IS NULL")
                        .bind("id", datasetId)
                        .execute()
                == 1;
    }

    void forget(Duration keep) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "DELETE FROM deleted WHERE done_at < now() - make_interval(secs => :keep)")
                .bind("keep", keep.toMillis() / 1000.0)
                .execute());
    }
}
