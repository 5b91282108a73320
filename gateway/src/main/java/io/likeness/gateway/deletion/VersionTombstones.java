package io.likeness.gateway.deletion;

import io.likeness.contracts.model.VersionRef;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Versions that are gone, among those that the gateway knows. Stateless. */
final class VersionTombstones {
    /** The loan lasts longer than a batch may take, and ends by itself where a gateway does. */
    private static final String BORROW = """
        UPDATE model_version v SET sweep_at = now() + interval '1 minute' FROM (
            SELECT name, version FROM model_version WHERE sweep_at <= now()
            ORDER BY sweep_at LIMIT :batch FOR UPDATE SKIP LOCKED) due
        WHERE v.name = due.name AND v.version = due.version RETURNING v.name, v.version, v.correlation_id\
        """;

    private VersionTombstones() {}

    /** A version that the registry is to delete, and for whose request. */
    record Due(VersionRef version, String correlationId) {}

    /** Holds a version until the transaction ends, also one of which nothing is known here; false if it is gone. */
    static boolean lock(Handle transaction, VersionRef version) {
        transaction
                .createUpdate(
                        "INSERT INTO model_version (name, version) VALUES (:name, :version) ON CONFLICT DO NOTHING")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .execute();
        return transaction
                .createQuery(
                        "SELECT gone_at IS NULL FROM model_version WHERE name = :name AND version = :version FOR UPDATE")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .mapTo(Boolean.class)
                .one();
    }

    static boolean champion(Handle transaction, VersionRef version) {
        return transaction
                .createQuery("SELECT champion FROM model WHERE name = :name")
                .bind("name", version.name().value())
                .mapTo(Integer.class)
                .findOne()
                .equals(Optional.of(version.version()));
    }

    /** Of a locked version; the registry is to be told from now on. */
    static void bury(Handle transaction, VersionRef version, String correlationId) {
        transaction
                .createUpdate("UPDATE model_version SET document = NULL, gone_at = now(), sweep_at = now(),"
                        + " correlation_id = :correlation WHERE name = :name AND version = :version")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .bind("correlation", correlationId)
                .execute();
    }

    static List<Due> borrow(Handle transaction, int batch) {
        return transaction
                .createQuery(BORROW)
                .bind("batch", batch)
                .map((row, context) -> new Due(
                        VersionRef.of(row.getString("name"), row.getInt("version")), row.getString("correlation_id")))
                .list();
    }

    static void told(Handle handle, VersionRef version) {
        handle.createUpdate("UPDATE model_version SET sweep_at = NULL WHERE name = :name AND version = :version")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .execute();
    }

    /** The registry remembers what was deleted for good. */
    static void forget(Handle handle, double keepSeconds) {
        handle.createUpdate("DELETE FROM model_version WHERE sweep_at IS NULL"
                        + " AND gone_at < now() - make_interval(secs => :keep)")
                .bind("keep", keepSeconds)
                .execute();
    }
}
