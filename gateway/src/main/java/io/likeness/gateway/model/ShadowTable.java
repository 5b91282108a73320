package io.likeness.gateway.model;

import io.likeness.gateway.ledger.Documents;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of shadows. Stateless. */
final class ShadowTable {
    private ShadowTable() {}

    static void put(Handle handle, Shadow shadow) {
        handle.createUpdate(
                        "INSERT INTO shadow (model, version, share, until, reason, decided_by, changed_at)"
                                + " VALUES (:model, :version, :share, :until, :reason, :by, :at) ON CONFLICT (model) DO UPDATE SET"
                                + " version = excluded.version, share = excluded.share, until = excluded.until,"
                                + " reason = excluded.reason, decided_by = excluded.decided_by, changed_at = excluded.changed_at")
                .bind("model", shadow.modelName())
                .bind("version", shadow.version())
                .bind("share", shadow.share())
                .bind("until", shadow.until())
                .bind("reason", shadow.reason())
                .bind("by", shadow.by())
                .bind("at", shadow.changedAt())
                .execute();
    }

    /** Empty once it has ended by itself. */
    static Optional<Shadow> find(Handle handle, String model) {
        return handle.createQuery("SELECT * FROM shadow WHERE model = :model AND until > now()")
                .bind("model", model)
                .map((row, context) -> new Shadow(
                        row.getString("model"),
                        row.getInt("version"),
                        row.getInt("share"),
                        Documents.requireTime(row, "until"),
                        row.getString("reason"),
                        row.getString("decided_by"),
                        Documents.requireTime(row, "changed_at")))
                .findOne();
    }

    static void delete(Handle handle, String model) {
        handle.createUpdate("DELETE FROM shadow WHERE model = :model")
                .bind("model", model)
                .execute();
    }
}
