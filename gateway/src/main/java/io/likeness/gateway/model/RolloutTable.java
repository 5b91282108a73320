package io.likeness.gateway.model;

import io.likeness.contracts.model.RolloutChanged;
import io.likeness.contracts.model.VersionRef;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of rollouts. Stateless. */
final class RolloutTable {
    private RolloutTable() {}

    /**
     * A version that answers some of a model's requests.
     *
     * @param id of the rollout
     * @param share in thousandths, 1 or more
     */
    record Candidate(String id, int version, int share) {}

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

    static Optional<Candidate> find(Handle handle, String name) {
        return handle.createQuery("SELECT id, candidate, share FROM rollout WHERE name = :name AND share > 0")
                .bind("name", name)
                .map((row, context) -> new Candidate(row.getString("id"), row.getInt("candidate"), row.getInt("share")))
                .findOne();
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
