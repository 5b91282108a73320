package io.likeness.registry.naming;

import io.likeness.contracts.model.AliasChange;
import io.likeness.contracts.model.AliasName;
import io.likeness.contracts.model.ModelAlias;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of aliases and of their changes; written in a locked model alone. Stateless. */
final class AliasTable {
    /** Told of an alias, which is read with each request for faces that names it. */
    private static final int MOST_CHANGES = 100;

    private AliasTable() {}

    /** One that never was has revision 0. */
    static ModelAlias find(Handle handle, ModelName model, AliasName alias) {
        return ModelAlias.of(
                model,
                alias,
                handle.createQuery(
                                "SELECT revision, version, previous, decided_by, reason, changed_at FROM alias_change"
                                        + " WHERE model_name = :model AND alias = :alias ORDER BY revision DESC LIMIT :most")
                        .bind("most", MOST_CHANGES)
                        .bind("model", model.value())
                        .bind("alias", alias.value())
                        .map((row, context) -> change(row))
                        .list());
    }

    /** Those of a model that name a version, sorted. */
    static List<String> names(Handle handle, ModelName model) {
        return handle.createQuery("SELECT alias FROM version_alias WHERE model_name = :model ORDER BY alias")
                .bind("model", model.value())
                .mapTo(String.class)
                .list();
    }

    static List<AliasName> names(Handle handle, ModelVersion version) {
        return handle.createQuery("SELECT alias FROM version_alias WHERE model_name = :model AND version = :version")
                .bind("model", version.name())
                .bind("version", version.version())
                .map((row, context) -> new AliasName(row.getString("alias")))
                .list();
    }

    /** An alias names another version from now on, or none. */
    static void write(
            Handle transaction, ModelAlias before, @Nullable Integer version, String by, String reason, Instant now) {
        transaction
                .createUpdate(
                        "INSERT INTO alias_change (model_name, alias, revision, version, previous, decided_by,"
                                + " reason, changed_at) VALUES (:model, :alias, :revision, :version, :previous, :by, :reason, :now)")
                .bind("model", before.modelName())
                .bind("alias", before.alias())
                .bind("revision", before.revision() + 1)
                .bind("version", version)
                .bind("previous", before.version())
                .bind("by", by)
                .bind("reason", reason)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
        transaction
                .createUpdate(
                        version == null
                                ? "DELETE FROM version_alias WHERE model_name = :model AND alias = :alias"
                                : "INSERT INTO version_alias (model_name, alias, version) VALUES (:model, :alias, :version)"
                                        + " ON CONFLICT (model_name, alias) DO UPDATE SET version = excluded.version")
                .bind("model", before.modelName())
                .bind("alias", before.alias())
                .bind("version", version)
                .execute();
    }

    private static AliasChange change(ResultSet row) throws SQLException {
        return new AliasChange(
                row.getLong("revision"),
                row.getObject("version", Integer.class),
                row.getObject("previous", Integer.class),
                row.getString("decided_by"),
                row.getString("reason"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
