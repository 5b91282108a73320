package io.likeness.trainer.intake;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One row a dataset whose import has ended; the first end stands. */
final class DatasetTable {
    private DatasetTable() {}

    static void sealed(Handle transaction, String datasetId, ObjectReference manifest) {
        write(transaction, datasetId, Json.encode(manifest), null);
    }

    static void rejected(Handle transaction, String datasetId, String reason) {
        write(transaction, datasetId, null, reason);
    }

    private static void write(
            Handle transaction, String datasetId, byte @Nullable [] manifest, @Nullable String rejection) {
        transaction
                .createUpdate("INSERT INTO dataset (id, manifest, rejection)"
                        + " VALUES (:id, :manifest, :rejection) ON CONFLICT DO NOTHING")
                .bind("id", datasetId)
                .bind("manifest", manifest)
                .bind("rejection", rejection)
                .execute();
    }
}
