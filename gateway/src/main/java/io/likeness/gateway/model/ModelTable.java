package io.likeness.gateway.model;

import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionRef;
import io.likeness.gateway.ledger.Documents;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of the read model. Stateless. */
final class ModelTable {

    private ModelTable() {}

    /** A version never changes, so one that is there already stays. */
    static void addVersion(Handle handle, ModelVersion version) {
        handle.createUpdate("INSERT INTO model_version (name, version, document)"
                        + " VALUES (:name, :version, CAST(:document AS jsonb)) ON CONFLICT DO NOTHING")
                .bind("name", version.name())
                .bind("version", version.version())
                .bind("document", Documents.text(version))
                .execute();
    }

    /** The later promotion wins, in whatever order they are heard. */
    static void promote(Handle handle, String name, int version, Instant at) {
        handle.createUpdate("INSERT INTO model (name, champion, promoted_at) VALUES (:name, :version, :at) ON CONFLICT"
                        + " (name) DO UPDATE SET champion = excluded.champion, promoted_at = excluded.promoted_at WHERE"
                        + " model.promoted_at < excluded.promoted_at")
                .bind("name", name)
                .bind("version", version)
                .bind("at", at)
                .execute();
    }

    static Optional<ModelVersion> findVersion(Handle handle, VersionRef version) {
        return handle.createQuery("SELECT document FROM model_version WHERE name = :name AND version = :version")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .map((row, context) -> Documents.require(row, "document", ModelVersion.class))
                .findOne();
    }

    static Optional<String> findPromoted(Handle handle, String name) {
        return handle.createQuery("SELECT name FROM model WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
    }

    static Optional<Integer> findChampion(Handle handle, String name) {
        return handle.createQuery("SELECT champion FROM model WHERE name = :name")
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne();
    }

    static Optional<String> findMostRecentlyPromoted(Handle handle) {
        return handle.createQuery("SELECT name FROM model ORDER BY promoted_at DESC, name LIMIT 1")
                .mapTo(String.class)
                .findOne();
    }
}
