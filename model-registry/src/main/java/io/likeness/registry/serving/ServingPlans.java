package io.likeness.registry.serving;

import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingChange;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionRef;
import io.likeness.platform.events.Outbox;
import io.likeness.registry.catalogue.ModelVersions;
import io.likeness.registry.metrics.DecisionMeters;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The plans and what was changed of them, within the caller's transaction. A plan is changed in a locked model alone, one revision after the
 * other, and announced by the same transaction. Safe for threads.
 */
@ApplicationScoped
public class ServingPlans {
    private final ModelVersions versions;
    private final Outbox outbox;
    private final DecisionMeters meters;

    public ServingPlans(ModelVersions versions, Outbox outbox, DecisionMeters meters) {
        this.versions = versions;
        this.outbox = outbox;
        this.meters = meters;
    }

    /**
     * Who changes a plan, and why.
     *
     * @param changeId of this change alone
     */
    public record Motive(String changeId, ServingCause cause, String by, String reason, String correlationId) {
        /** Of the registry itself. */
        public static Motive own(ServingCause cause, String by, String reason, String correlationId) {
            return new Motive(UUID.randomUUID().toString(), cause, by, reason, correlationId);
        }
    }

    /** That of a model of which nothing has served yet has revision 0. */
    public ServingPlan plan(Handle handle, ModelName name) {
        List<ServingChange> changes = handle.createQuery(
                        "SELECT change_id, revision, version, previous, cause, decided_by, reason, changed_at"
                                + " FROM serving_change WHERE model_name = :name ORDER BY revision DESC")
                .bind("name", name.value())
                .map((row, context) -> change(row))
                .list();
        Integer fallback = Fallbacks.of(changes).stream()
                .filter(version ->
                        versions.find(handle, new VersionRef(name, version)).isPresent())
                .findFirst()
                .orElse(null);
        return ServingPlan.of(name.value(), fallback, changes);
    }

    /** A version serves from now on, in place of what a plan says that was read in this transaction. */
    public void serve(Handle transaction, ServingPlan before, ModelVersion version, Motive motive, Instant now) {
        write(transaction, before, version.version(), motive, now);
        outbox.add(transaction, new ModelPromoted(version.name(), version, before.stable()), motive.correlationId());
    }

    /** As {@link #serve}, but nothing serves any more. */
    public void serveNothing(Handle transaction, ServingPlan before, Motive motive, Instant now) {
        write(transaction, before, null, motive, now);
    }

    private void write(Handle transaction, ServingPlan before, @Nullable Integer version, Motive motive, Instant now) {
        Instant at = before.changes().stream()
                .findFirst()
                .map(newest -> newest.at().plus(1, ChronoUnit.MICROS))
                .filter(now::isBefore)
                .orElse(now);
        transaction
                .createUpdate("INSERT INTO serving_change (model_name, revision, version, previous, cause, decided_by,"
                        + " reason, change_id, changed_at) VALUES (:name, :revision, :version, :previous, :cause,"
                        + " :by, :reason, :change, :now)")
                .bind("name", before.modelName())
                .bind("revision", before.revision() + 1)
                .bind("version", version)
                .bind("previous", before.stable())
                .bind("cause", motive.cause())
                .bind("by", motive.by())
                .bind("reason", motive.reason())
                .bind("change", motive.changeId())
                .bind("now", at.atOffset(ZoneOffset.UTC))
                .execute();
        transaction
                .createUpdate(
                        "INSERT INTO serving_plan (model_name, revision, stable) VALUES (:name, :revision, :version)"
                                + " ON CONFLICT (model_name) DO UPDATE SET revision = excluded.revision, stable = excluded.stable")
                .bind("name", before.modelName())
                .bind("revision", before.revision() + 1)
                .bind("version", version)
                .execute();
        meters.served(transaction, motive.cause());
    }

    private static ServingChange change(ResultSet row) throws SQLException {
        return new ServingChange(
                row.getString("change_id"),
                row.getLong("revision"),
                row.getObject("version", Integer.class),
                row.getObject("previous", Integer.class),
                ServingCause.valueOf(row.getString("cause")),
                row.getString("decided_by"),
                row.getString("reason"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
