package io.likeness.gateway.model;

import io.likeness.contracts.model.RolloutChanged;
import io.likeness.contracts.model.VersionRef;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Rows of rollouts. Stateless. */
final class RolloutTable {
    private RolloutTable() {}

    /** Of one rollout the later revision wins, and of two the later one, in whatever order they are heard. */
    static void change(Handle transaction, RolloutChanged changed, Instant at) {
        transaction
                .createUpdate("INSERT INTO rollout AS known (name, id, revision, candidate, share, changed_at)"
                        + " VALUES (:name, :id, :revision, :candidate, :share, :at) ON CONFLICT (name) DO UPDATE SET"
                        + " id = excluded.id, revision = excluded.revision, candidate = excluded.candidate,"
                        + " share = excluded.share, changed_at = excluded.changed_at"
                        + " WHERE CASE known.id WHEN excluded.id THEN known.revision < excluded.revision"
                        + " ELSE known.changed_at < excluded.changed_at END")
                .bind("name", changed.modelName())
                .bind("id", changed.rolloutId())
                .bind("revision", changed.revision())
                .bind("candidate", changed.candidate().version())
                .bind("share", changed.state().ended() ? 0 : changed.share())
                .bind("at", at)
                .execute();
    }

    /** The registry has deleted the candidate. */
    static void bury(Handle transaction, VersionRef version) {
        transaction
                .createUpdate("DELETE FROM rollout WHERE name = :name AND candidate = :version")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .execute();
    }
}
