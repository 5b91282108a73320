package io.likeness.trainer.erasure;

import io.likeness.contracts.Json;
import io.likeness.contracts.training.EraseTraces;
import io.likeness.trainer.intake.Evaluations;
import io.likeness.trainer.intake.TrainingTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** How far erasures have come. Safe for threads. */
@ApplicationScoped
class RemovalTable {
    private static final String DUE =
            "SELECT command, correlation_id FROM erasure e WHERE done_at IS NULL AND NOT EXISTS"
                    + " (SELECT 1 FROM erasure_training c JOIN training t ON t.id = c.training_id WHERE c.erasure_id = e.id AND "
                    + TrainingTable.OPEN + ")"
                    // One that runs has faces of the datasets as they were.
                    + " AND NOT EXISTS (SELECT 1 FROM job WHERE kind = '" + Evaluations.KIND
                    + "' AND state = 'running')"
                    + " ORDER BY asked_at LIMIT 100";

    /** From when on a row of each table is only remembered. */
    private static final Map<String, String> TIMES = Map.of("erasure", "done_at", "replaced_manifest", "replaced_at");

    private final Jdbi jdbi;

    RemovalTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** An erasure whose trainings have all ended, and while nothing is being compared. */
    record Due(EraseTraces command, String correlationId) {}

    List<Due> due() {
        return jdbi.withHandle(handle -> handle.createQuery(DUE)
                .map((row, context) -> new Due(
                        Json.decode(row.getBytes("command"), EraseTraces.class), row.getString("correlation_id")))
                .list());
    }

    /** Adds trainings that have ended; one that is among them already changes nothing. */
    void concern(String erasureId, Collection<String> trainings) {
        add("erasure_training (erasure_id, training_id)", erasureId, trainings);
    }

    /** Adds keys of objects that are about to be removed. */
    void remember(String erasureId, Collection<String> keys) {
        add("erasure_object (erasure_id, key)", erasureId, keys);
    }

    /** Those that are concerned, sorted. */
    List<String> trainings(String erasureId) {
        return column("training_id FROM erasure_training", erasureId);
    }

    /** The keys of what was removed, sorted. */
    List<String> removed(String erasureId) {
        return column("key FROM erasure_object", erasureId);
    }

    /** Within the transaction that announces it; false if another instance was quicker. */
    boolean finish(Handle transaction, String erasureId) {
        boolean finished = transaction
                        .createUpdate("UPDATE erasure SET done_at = now() WHERE id = :id AND done_at IS NULL")
                        .bind("id", erasureId)
                        .execute()
                == 1;
        if (finished) {
            forgetObjects(transaction, erasureId);
        }
        return finished;
    }

    /** The rows of its trainings name nothing that is gone. */
    private static void forgetObjects(Handle transaction, String erasureId) {
        transaction
                .createUpdate("UPDATE training SET film = NULL, checkpoint = NULL WHERE id IN"
                        + " (SELECT training_id FROM erasure_training WHERE erasure_id = :id)")
                .bind("id", erasureId)
                .execute();
    }

    void forget(Duration keep) {
        TIMES.forEach((table, time) -> jdbi.useHandle(
                handle -> handle.createUpdate("DELETE FROM <table> WHERE <time> < now() - make_interval(secs => :keep)")
                        .define("table", table)
                        .define("time", time)
                        .bind("keep", keep.toMillis() / 1000.0)
                        .execute()));
    }

    private void add(String target, String erasureId, Collection<String> values) {
        jdbi.useHandle(
                handle -> handle.createUpdate("INSERT INTO <target> SELECT :id, unnest(:values) ON CONFLICT DO NOTHING")
                        .define("target", target)
                        .bind("id", erasureId)
                        .bindArray("values", String.class, values)
                        .execute());
    }

    /** By bytes, and so the same whatever the database's language. */
    private List<String> column(String source, String erasureId) {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT <source> WHERE erasure_id = :id")
                .define("source", source)
                .bind("id", erasureId)
                .mapTo(String.class)
                .stream()
                .sorted()
                .toList());
    }
}
