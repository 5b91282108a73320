package io.likeness.trainer.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Trainings and datasets that are to be deleted, and what is remembered of those that were. Safe for threads. */
@ApplicationScoped
public class DeletionTable {
    /** Whose runner can write no more. */
    private static final String DUE = "SELECT id, correlation_id, registration IS NOT NULL AS pinned FROM training t"
            + " WHERE deletion_asked_at IS NOT NULL AND gone_at IS NULL AND NOT " + TrainingTable.OPEN
            + " ORDER BY deletion_asked_at LIMIT 100";

    /** What only its row told goes; its id stays. */
    private static final String BURY = """
            UPDATE training SET gone_at = now(), dataset_id = '', command = '', registration = NULL, checkpoint = NULL, film = NULL,
                spending = NULL
            WHERE id = :id AND gone_at IS NULL
            """;

    private final Jdbi jdbi;

    public DeletionTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A training that can be deleted now.
     *
     * @param pinned whether its model was, or may have been, registered
     */
    record Due(String id, String correlationId, boolean pinned) {}

    /** Also of a training that is not known here, which is not begun any more then. */
    void request(Handle transaction, String trainingId, String correlationId) {
        transaction
                .createUpdate("INSERT INTO training AS t (id, dataset_id, command, correlation_id, deletion_asked_at)"
                        + " VALUES (:id, '', '', :correlation, now()) ON CONFLICT (id) DO UPDATE"
                        + " SET deletion_asked_at = coalesce(t.deletion_asked_at, now())")
                .bind("id", trainingId)
                .bind("correlation", correlationId)
                .execute();
    }

    List<Due> due() {
        return jdbi.withHandle(handle -> handle.createQuery(DUE)
                .map((row, context) ->
                        new Due(row.getString("id"), row.getString("correlation_id"), row.getBoolean("pinned")))
                .list());
    }

    /** Within the transaction that announces it; false if another instance was quicker. */
    boolean bury(Handle transaction, String trainingId) {
        return transaction.createUpdate(BURY).bind("id", trainingId).execute() == 1;
    }

    /** A dataset of which nothing is stored any more; its digest stays for those who have a copy. */
    static void buryDataset(Handle transaction, String datasetId) {
        transaction
                .createUpdate("INSERT INTO dataset AS d (id, rejection, gone_at) VALUES (:id, :reason, now())"
                        + " ON CONFLICT (id) DO UPDATE SET rejection = excluded.rejection, manifest = NULL,"
                        + " gone_at = coalesce(d.gone_at, now()),"
                        + " digest = coalesce(d.digest, CAST(convert_from(d.manifest, 'UTF8') AS jsonb) ->> 'sha256')")
                .bind("id", datasetId)
                .bind("reason", "it was deleted")
                .execute();
    }

    /** Those of the manifests whose dataset was deleted, or sealed anew. */
    public List<String> unwanted(Collection<String> digests) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT digest FROM dataset WHERE gone_at IS NOT NULL AND digest = ANY(:digests)"
                                + " UNION SELECT digest FROM replaced_manifest WHERE digest = ANY(:digests)")
                .bindArray("digests", String.class, digests)
                .mapTo(String.class)
                .list());
    }

    void forget(Duration keep) {
        for (String tombstones : List.of("training", "dataset")) {
            jdbi.useHandle(handle -> handle.createUpdate(
                            "DELETE FROM <table> WHERE gone_at < now() - make_interval(secs => :keep)")
                    .define("table", tombstones)
                    .bind("keep", keep.toMillis() / 1000.0)
                    .execute());
        }
    }
}
