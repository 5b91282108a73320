package io.likeness.ingest.storage;

import io.likeness.contracts.Json;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.DatasetSealed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Announcements of datasets whose objects are all stored: an attempt that finds one has only to announce it. An erasure puts another in its
 * place. Safe for threads.
 */
public final class SealedTable {
    /** Those that somebody has deleted are as good as gone. */
    private static final String KEPT = "NOT EXISTS (SELECT 1 FROM deleted d WHERE d.dataset_id = sealed.dataset_id)";

    private final Jdbi jdbi;

    public SealedTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Within a transaction of the job, which its fence guards. */
    public void pin(Handle transaction, TenantId tenant, DatasetSealed announcement) {
        transaction
                .createUpdate("INSERT INTO sealed (dataset_id, announcement, tenant)"
                        + " VALUES (:id, :announcement, :tenant)"
                        + " ON CONFLICT DO NOTHING")
                .bind("tenant", tenant.value())
                .bind("id", announcement.datasetId())
                .bind("announcement", Json.encode(announcement))
                .execute();
    }

    /** Says something else of a dataset; false, and nothing is changed, if it is deleted. */
    public static boolean replace(Handle transaction, DatasetSealed announcement) {
        return transaction
                        .createUpdate(
                                "UPDATE sealed SET announcement = :announcement WHERE dataset_id = :id AND " + KEPT)
                        .bind("id", announcement.datasetId())
                        .bind("announcement", Json.encode(announcement))
                        .execute()
                == 1;
    }

    /** What is said of a dataset, and stays so until the transaction ends. */
    public static Optional<DatasetSealed> lock(Handle transaction, String datasetId) {
        return transaction
                .createQuery("SELECT announcement FROM sealed WHERE dataset_id = :id FOR SHARE")
                .bind("id", datasetId)
                .mapTo(byte[].class)
                .findOne()
                .map(json -> Json.decode(json, DatasetSealed.class));
    }

    /** All datasets that are sealed and not deleted, in order. */
    public List<String> kept() {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT dataset_id FROM sealed WHERE " + KEPT + " ORDER BY dataset_id")
                        .mapTo(String.class)
                        .list());
    }

    /** All datasets of a tenant that are sealed and not deleted, in order. */
    public List<String> kept(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT dataset_id FROM sealed WHERE tenant = :tenant AND " + KEPT + " ORDER BY dataset_id")
                .bind("tenant", tenant.value())
                .mapTo(String.class)
                .list());
    }

    /** Of one that is sealed and not deleted. */
    public Optional<DatasetSealed> findKept(String datasetId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT announcement FROM sealed WHERE dataset_id = :id AND " + KEPT)
                        .bind("id", datasetId)
                        .mapTo(byte[].class)
                        .findOne()
                        .map(json -> Json.decode(json, DatasetSealed.class)));
    }

    public Optional<DatasetSealed> find(String datasetId) {
        return find(Set.of(datasetId)).stream().findFirst();
    }

    /** Of those of the datasets that are sealed. */
    public List<DatasetSealed> find(Set<String> datasetIds) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT announcement FROM sealed WHERE dataset_id = ANY(:ids)")
                        .bindArray("ids", String.class, datasetIds)
                        .mapTo(byte[].class)
                        .map(json -> Json.decode(json, DatasetSealed.class))
                        .list());
    }
}
