package io.likeness.gateway.dataset;

import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImageErased.RevisedDataset;
import io.likeness.gateway.ledger.Documents;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.Ledger;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What datasets have become by erasures, whatever is heard first: of two revisions the later is the one that no other begins with, and a
 * dataset that is heard of after its revision is known as revised. Stateless.
 */
public final class DatasetRevisions {
    private static final String LATEST = """
        SELECT document FROM dataset_revision r WHERE dataset_id = :dataset AND NOT EXISTS (
            SELECT 1 FROM dataset_revision later WHERE later.dataset_id = r.dataset_id AND later.before = r.after)
        LIMIT 1
        """;

    private DatasetRevisions() {}

    /** Writes a revision down, and what the dataset is now; the dataset is held until the transaction ends. */
    public static void add(Handle transaction, Ledger ledger, String erasureId, RevisedDataset revised) {
        insert(transaction, erasureId, revised);
        ledger.document(transaction, JobKind.DATASET, revised.datasetId(), job -> {
            DatasetSealed known = job.find(Dataset.SEALED, DatasetSealed.class);
            return known == null ? Map.of() : Map.of(Dataset.SEALED, current(transaction, known));
        });
    }

    /** What is true now of a dataset that was sealed. */
    public static DatasetSealed current(Handle transaction, DatasetSealed sealed) {
        return findLatest(transaction, sealed.datasetId())
                .map(revised -> new DatasetSealed(
                        sealed.datasetId(),
                        sealed.name(),
                        sealed.layout(),
                        revised.counts(),
                        sealed.skipped()
                                + sealed.counts().total()
                                - revised.counts().total(),
                        revised.manifest(),
                        revised.report(),
                        revised.preview(),
                        sealed.seconds()))
                .orElse(sealed);
    }

    private static Optional<RevisedDataset> findLatest(Handle transaction, String datasetId) {
        return transaction
                .createQuery(LATEST)
                .bind("dataset", datasetId)
                .map((row, context) -> Documents.require(row, "document", RevisedDataset.class))
                .findOne();
    }

    private static void insert(Handle transaction, String erasureId, RevisedDataset revised) {
        transaction
                .createUpdate(
                        "INSERT INTO dataset_revision (erasure_id, dataset_id, before, after, document)"
                                + " VALUES (:erasure, :dataset, :before, :after, CAST(:document AS jsonb)) ON CONFLICT DO NOTHING")
                .bind("erasure", erasureId)
                .bind("dataset", revised.datasetId())
                .bind("before", revised.before())
                .bind("after", revised.manifest().sha256())
                .bind("document", Documents.text(revised))
                .execute();
    }
}
