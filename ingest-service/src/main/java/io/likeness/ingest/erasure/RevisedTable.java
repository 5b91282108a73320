package io.likeness.ingest.erasure;

import io.likeness.contracts.Json;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImageErased.RevisedDataset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Datasets that were sealed anew without a file, each time, until that is told. What an erasure leaves untold because it failed is told by the next
 * one of that file, or that has revised the dataset: whoever hears it hears of every manifest that there was. Safe for threads.
 */
public final class RevisedTable {
    private static final String ANNOUNCE = """
        WITH told AS (DELETE FROM revised WHERE dataset_id IN (SELECT dataset_id FROM revised WHERE tenant = :tenant AND sha256 = :sha256)
            RETURNING dataset_id, number, before_manifest, announcement)
        SELECT before_manifest, announcement FROM told ORDER BY dataset_id, number
        """;

    private final Jdbi jdbi;

    public RevisedTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** For the keys of a revision: larger than any number before. */
    long nextNumber() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT nextval('revision')")
                .mapTo(Long.class)
                .one());
    }

    /** Those of some datasets of which not all is told: an erasure that had begun with them has failed, or goes on. */
    public Set<String> untold(Set<String> datasetIds) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT DISTINCT dataset_id FROM revised WHERE dataset_id = ANY(:ids)")
                        .bindArray("ids", String.class, datasetIds)
                        .mapTo(String.class)
                        .collect(Collectors.toSet()));
    }

    static void add(Handle transaction, TenantId tenant, String sha256, DatasetSealed before, DatasetSealed after) {
        transaction
                .createUpdate("INSERT INTO revised (tenant, sha256, dataset_id, before_manifest, announcement)"
                        + " VALUES (:tenant, :sha256, :id, :before, :after) ON CONFLICT DO NOTHING")
                .bind("tenant", tenant.value())
                .bind("sha256", sha256)
                .bind("id", before.datasetId())
                .bind("before", before.manifest().sha256())
                .bind("after", Json.encode(after))
                .execute();
    }

    List<String> datasets(TenantId tenant, String sha256) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT dataset_id FROM revised WHERE tenant = :tenant AND sha256 = :sha256")
                .bind("tenant", tenant.value())
                .bind("sha256", sha256)
                .mapTo(String.class)
                .list());
    }

    /** All that was not told yet of a tenant's that held a file, which it is now: one after the other, what was before one is what came of the last. */
    static List<RevisedDataset> announce(Handle transaction, TenantId tenant, String sha256) {
        return transaction
                .createQuery(ANNOUNCE)
                .bind("tenant", tenant.value())
                .bind("sha256", sha256)
                .map((row, context) -> revised(
                        row.getString("before_manifest"),
                        Json.decode(row.getBytes("announcement"), DatasetSealed.class)))
                .list();
    }

    private static RevisedDataset revised(String before, DatasetSealed after) {
        return new RevisedDataset(
                after.datasetId(), before, after.counts(), after.manifest(), after.report(), after.preview());
    }
}
