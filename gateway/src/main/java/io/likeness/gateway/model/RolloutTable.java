package io.likeness.gateway.model;

import io.likeness.contracts.model.RolloutChanged;
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

    /** The later change wins, in whatever order they are heard. */
    static void change(Handle transaction, RolloutChanged changed, Instant at) {
        transaction
                .createUpdate("INSERT INTO rollout AS known (name, id, candidate, share, changed_at)"
                        + " VALUES (:name, :id, :candidate, :share, :at) ON CONFLICT (name) DO UPDATE SET id = excluded.id,"
                        + " candidate = excluded.candidate, share = excluded.share, changed_at = excluded.changed_at"
                        + " WHERE known.changed_at < excluded.changed_at")
                .bind("name", changed.modelName())
                .bind("id", changed.rolloutId())
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
}
