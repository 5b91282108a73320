package io.likeness.trainer.run;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.training.TrainingFilm;
import io.likeness.trainer.intake.TrainingTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What a training has come to so far, in its row. Each write returns what it replaces. Safe for threads. */
@ApplicationScoped
class ProgressTable {
    private static final String REPLACE = """
            WITH old AS (SELECT id, <column> AS value FROM training WHERE id = :id FOR UPDATE)
            UPDATE training t SET <column> = :value FROM old WHERE t.id = old.id RETURNING old.value
            """;

    private final Jdbi jdbi;

    ProgressTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<ObjectReference> findCheckpoint(String trainingId) {
        return find("checkpoint", trainingId, ObjectReference.class);
    }

    Spending spending(String trainingId) {
        return find("spending", trainingId, Spending.class).orElse(Spending.NONE);
    }

    Optional<ObjectReference> checkpoint(Handle transaction, String trainingId, ObjectReference checkpoint) {
        // Deaths of the child before it do not count any more: what counts is that none gets on.
        transaction
                .createUpdate("UPDATE training SET crashes = 0 WHERE id = :id")
                .bind("id", trainingId)
                .execute();
        return replace(transaction, "checkpoint", trainingId, checkpoint, ObjectReference.class);
    }

    Optional<TrainingFilm> film(Handle transaction, String trainingId, TrainingFilm film) {
        return replace(transaction, "film", trainingId, film, TrainingFilm.class);
    }

    Optional<Spending> spending(Handle transaction, String trainingId, Spending spending) {
        return replace(transaction, "spending", trainingId, spending, Spending.class);
    }

    /** The checkpoints of trainings that have ended, by training; a hundred at most. */
    Map<String, ObjectReference> leftovers() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT id, checkpoint FROM training t WHERE checkpoint IS NOT NULL AND NOT "
                                + TrainingTable.OPEN + " LIMIT 100")
                .map((row, context) ->
                        Map.entry(row.getString("id"), Json.decode(row.getBytes("checkpoint"), ObjectReference.class)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The keys of all objects that the rows of these trainings name. */
    Set<String> named(Set<String> trainingIds) {
        Set<String> keys = new HashSet<>();
        jdbi.useHandle(handle -> handle.createQuery("SELECT checkpoint, film FROM training WHERE id = ANY(:ids)")
                .bindArray("ids", String.class, trainingIds)
                .map((row, context) -> new Named(row.getBytes("checkpoint"), row.getBytes("film")))
                .forEach(named -> named.addTo(keys)));
        return keys;
    }

    /** Both as JSON. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Named(byte @Nullable [] checkpoint, byte @Nullable [] film) {
        void addTo(Set<String> keys) {
            if (checkpoint != null) {
                keys.add(Json.decode(checkpoint, ObjectReference.class).key());
            }
            if (film != null) {
                TrainingFilm stored = Json.decode(film, TrainingFilm.class);
                keys.add(stored.strip().key());
                keys.add(stored.animation().key());
            }
        }
    }

    /** Its checkpoint is deleted. */
    void forgetCheckpoint(String trainingId) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE training SET checkpoint = NULL WHERE id = :id")
                .bind("id", trainingId)
                .execute());
    }

    private <T> Optional<T> find(String column, String trainingId, Class<T> type) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT <column> FROM training WHERE id = :id AND <column> IS NOT NULL")
                        .define("column", column)
                        .bind("id", trainingId)
                        .mapTo(byte[].class)
                        .findOne()
                        .map(json -> Json.decode(json, type)));
    }

    private static <T> Optional<T> replace(
            Handle transaction, String column, String trainingId, T value, Class<T> type) {
        return transaction
                .createQuery(REPLACE)
                .define("column", column)
                .bind("id", trainingId)
                .bind("value", Json.encode(value))
                .mapTo(byte[].class)
                .findOne()
                .map(json -> Json.decode(json, type));
    }
}
