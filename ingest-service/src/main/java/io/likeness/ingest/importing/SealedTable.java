package io.likeness.ingest.importing;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.DatasetSealed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Announcements of datasets whose objects are all stored: an attempt that finds one has only to announce it. Safe for threads. */
final class SealedTable {
    private final Jdbi jdbi;

    SealedTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Within a transaction of the job, which its fence guards. */
    void pin(Handle transaction, DatasetSealed announcement) {
        transaction
                .createUpdate("INSERT INTO sealed (dataset_id, announcement) VALUES (:id, :announcement)"
                        + " ON CONFLICT DO NOTHING")
                .bind("id", announcement.datasetId())
                .bind("announcement", Json.encode(announcement))
                .execute();
    }

    Optional<DatasetSealed> find(String datasetId) {
        return find(Set.of(datasetId)).stream().findFirst();
    }

    /** Of those of the datasets that are sealed. */
    List<DatasetSealed> find(Set<String> datasetIds) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT announcement FROM sealed WHERE dataset_id = ANY(:ids)")
                        .bindArray("ids", String.class, datasetIds)
                        .mapTo(byte[].class)
                        .map(json -> Json.decode(json, DatasetSealed.class))
                        .list());
    }
}
