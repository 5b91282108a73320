package io.likeness.registry.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Deleted versions whose files may still be there. Safe for threads. */
@ApplicationScoped
public class DeletedVersions {
    /** The loan lasts longer than a batch may take, and ends by itself where an instance does. */
    private static final String BORROW = """
            UPDATE deleted_version d SET sweep_at = now() + interval '5 minutes' FROM (
                SELECT training_id FROM deleted_version WHERE sweep_at <= now()
                ORDER BY sweep_at LIMIT 20 FOR UPDATE SKIP LOCKED) due
            WHERE d.training_id = due.training_id RETURNING d.training_id, d.manifest
            """;

    private final Jdbi jdbi;

    public DeletedVersions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The files of one version, lent to whoever deletes them. */
    public record Leftover(String trainingId, ObjectReference manifest) {}

    /** Some of those that are due, lent for a while so that two instances do not take the same. */
    public List<Leftover> borrow() {
        return jdbi.inTransaction(transaction -> transaction
                .createQuery(BORROW)
                .map((row, context) -> new Leftover(
                        row.getString("training_id"),
                        Json.decode(row.getString("manifest").getBytes(UTF_8), ObjectReference.class)))
                .list());
    }

    /** Nothing is left of it. */
    public void swept(Leftover leftover) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE deleted_version SET sweep_at = NULL, manifest = NULL WHERE training_id = :training")
                .bind("training", leftover.trainingId())
                .execute());
    }
}
