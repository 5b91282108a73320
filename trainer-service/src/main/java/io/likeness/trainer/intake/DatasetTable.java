package io.likeness.trainer.intake;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.training.EraseTraces.Revision;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One row a dataset whose import has ended; the first end stands, but that what was sealed may be sealed anew without an image. */
final class DatasetTable {
    private DatasetTable() {}

    static void sealed(Handle transaction, String datasetId, ObjectReference manifest) {
        write(transaction, datasetId, Json.encode(manifest), null);
    }

    static void rejected(Handle transaction, String datasetId, String reason) {
        write(transaction, datasetId, null, reason);
    }

    /** Replaces the manifest, also of a dataset that is not known yet; one that was rejected or deleted stays so. Its row is held then. */
    static void revise(Handle transaction, Revision revision) {
        transaction
                .createUpdate("INSERT INTO replaced_manifest (digest, successor) VALUES (:digest, :successor)"
                        + " ON CONFLICT DO NOTHING")
                .bind("digest", revision.before())
                .bind("successor", Json.encode(revision.manifest()))
                .execute();
        replace(transaction, revision.datasetId(), revision.manifest());
    }

    /** What was replaced in its turn by a command that came earlier does not come back. Each replacement has fewer images, so there is a last. */
    private static void replace(Handle transaction, String datasetId, ObjectReference manifest) {
        transaction
                .createUpdate(
                        "INSERT INTO dataset AS d (id, manifest) VALUES (:id, :manifest) ON CONFLICT (id) DO UPDATE"
                                + " SET manifest = excluded.manifest WHERE d.manifest IS NOT NULL")
                .bind("id", datasetId)
                .bind("manifest", Json.encode(manifest))
                .execute();
        findSuccessor(transaction, manifest.sha256()).ifPresent(next -> replace(transaction, datasetId, next));
    }

    private static Optional<ObjectReference> findSuccessor(Handle transaction, String digest) {
        return transaction
                .createQuery("SELECT successor FROM replaced_manifest WHERE digest = :digest")
                .bind("digest", digest)
                .mapTo(byte[].class)
                .findOne()
                .map(json -> Json.decode(json, ObjectReference.class));
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
