package io.likeness.ingest.erasure;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImageErased.RevisedDataset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Datasets that were sealed anew without a file, until that is told. What an erasure leaves untold because it failed is told by the next one of
 * that file. Safe for threads.
 */
final class RevisedTable {
    /** Another erasure may have revised a dataset since. */
    private static final String ANNOUNCE = """
        WITH told AS (DELETE FROM revised WHERE sha256 = :sha256 RETURNING dataset_id, before_manifest, announcement)
        SELECT before_manifest, coalesce(s.announcement, t.announcement) AS announcement
        FROM told t LEFT JOIN sealed s ON s.dataset_id = t.dataset_id ORDER BY t.dataset_id
        """;

    private final Jdbi jdbi;

    RevisedTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the keys of a revision: larger than any number before. */
    long nextNumber() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT nextval('revision')")
                .mapTo(Long.class)
                .one());
    }

    static void add(Handle transaction, String sha256, DatasetSealed before, DatasetSealed after) {
        transaction
                .createUpdate("INSERT INTO revised (sha256, dataset_id, before_manifest, announcement)"
                        + " VALUES (:sha256, :id, :before, :after) ON CONFLICT DO NOTHING")
                .bind("sha256", sha256)
                .bind("id", before.datasetId())
                .bind("before", before.manifest().sha256())
                .bind("after", Json.encode(after))
                .execute();
    }

    List<String> datasets(String sha256) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT dataset_id FROM revised WHERE sha256 = :sha256")
                .bind("sha256", sha256)
                .mapTo(String.class)
                .list());
    }

    /** Those that held a file and were not told of, which they are now. */
    static List<RevisedDataset> announce(Handle transaction, String sha256) {
        return transaction
                .createQuery(ANNOUNCE)
                .bind("sha256", sha256)
                .map((row, context) -> revised(
                        row.getString("before_manifest"),
                        Json.decode(row.getBytes("announcement"), DatasetSealed.class)))
                .list();
    }

    private static RevisedDataset revised(String before, DatasetSealed now) {
        return new RevisedDataset(now.datasetId(), before, now.counts(), now.manifest(), now.report(), now.preview());
    }
}
