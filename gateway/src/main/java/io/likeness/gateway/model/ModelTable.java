package io.likeness.gateway.model;

import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionRef;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Documents;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of the read model. Stateless. */
final class ModelTable {

    private ModelTable() {}

    /** A version never changes, so one that is there already stays, and so does the tombstone of one that is gone. */
    static void addVersion(Handle handle, ModelVersion version) {
        handle.createUpdate("INSERT INTO model_version AS known (name, version, document)"
                        + " VALUES (:name, :version, CAST(:document AS jsonb)) ON CONFLICT (name, version)"
                        + " DO UPDATE SET document = excluded.document"
                        + " WHERE known.document IS NULL AND known.gone_at IS NULL")
                .bind("name", version.name())
                .bind("version", version.version())
                .bind("document", Documents.text(version))
                .execute();
    }

    /** The later promotion wins, in whatever order they are heard; a version that is gone serves no more. */
    static void promote(Handle handle, String name, int version, Instant at) {
        handle.createUpdate(
                        "INSERT INTO model (name, champion, promoted_at) SELECT :name, :version, :at WHERE NOT EXISTS"
                                + " (SELECT 1 FROM model_version WHERE name = :name AND version = :version AND gone_at IS NOT NULL) ON CONFLICT"
                                + " (name) DO UPDATE SET champion = excluded.champion, promoted_at = excluded.promoted_at WHERE"
                                + " model.promoted_at < excluded.promoted_at")
                .bind("name", name)
                .bind("version", version)
                .bind("at", at)
                .execute();
    }

    /** The registry has deleted a version, and tells by a promotion of its own what serves in its place. */
    static void bury(Handle transaction, VersionRef version) {
        transaction
                .createUpdate(
                        "INSERT INTO model_version AS known (name, version, gone_at) VALUES (:name, :version, now())"
                                + " ON CONFLICT (name, version) DO UPDATE"
                                + " SET document = NULL, gone_at = coalesce(known.gone_at, now())")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .execute();
        transaction
                .createUpdate("DELETE FROM model WHERE name = :name AND champion = :version")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .execute();
    }

    /** Empty also where no more than its number is known. */
    static Optional<ModelVersion> findVersion(Handle handle, Tenant tenant, VersionRef version) {
        return handle.createQuery("SELECT document FROM model_version known WHERE name = :name AND version = :version"
                        + " AND document IS NOT NULL AND " + ModelOwners.OWNER + " = :tenant")
                .bind("tenant", tenant.name())
                .bind("name", version.name().value())
                .bind("version", version.version())
                .map((row, context) -> Documents.require(row, "document", ModelVersion.class))
                .findOne();
    }

    /** What serves of a model, whosever it is. */
    static Optional<ModelVersion> findServed(Handle handle, String name) {
        return handle.createQuery("SELECT document FROM model JOIN model_version v ON v.name = model.name"
                        + " AND v.version = model.champion WHERE model.name = :name AND document IS NOT NULL")
                .bind("name", name)
                .map((row, context) -> Documents.require(row, "document", ModelVersion.class))
                .findOne();
    }

    static boolean gone(Handle handle, Tenant tenant, VersionRef version) {
        return handle.createQuery("SELECT gone_at IS NOT NULL FROM model_version known"
                        + " WHERE name = :name AND version = :version AND " + ModelOwners.OWNER + " = :tenant")
                .bind("tenant", tenant.name())
                .bind("name", version.name().value())
                .bind("version", version.version())
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    /** As {@link #gone}, whosever it is; one that is not cannot be deleted until the transaction ends. */
    static boolean goneOrHeld(Handle transaction, VersionRef version) {
        return transaction
                .createQuery("SELECT gone_at IS NOT NULL FROM model_version WHERE name = :name AND version = :version"
                        + " FOR SHARE")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    static Optional<String> findPromoted(Handle handle, Tenant tenant, String name) {
        return handle.createQuery(
                        "SELECT name FROM model known WHERE name = :name AND " + ModelOwners.OWNER + " = :tenant")
                .bind("tenant", tenant.name())
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

    static Optional<String> findMostRecentlyPromoted(Handle handle, Tenant tenant) {
        return handle.createQuery("SELECT name FROM model JOIN model_owner USING (name) WHERE tenant = :tenant"
                        + " ORDER BY promoted_at DESC, name LIMIT 1")
                .bind("tenant", tenant.name())
                .mapTo(String.class)
                .findOne();
    }
}
