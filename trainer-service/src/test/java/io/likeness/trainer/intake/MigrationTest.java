package io.likeness.trainer.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.testkit.TestPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Trainings of a version that kept their state beside that of their job. */
final class MigrationTest {
    private static final List<String> BEFORE = List.of(
            "platform/V1__outbox_and_jobs",
            "platform/V2__refused_events",
            "migration/V100__trainings",
            "migration/V101__patience",
            "migration/V102__cancelled",
            "migration/V103__progress");

    private static final List<String> AFTER =
            List.of("platform/V3__one_idea_of_work", "migration/V104__states_are_the_jobs");

    @Test
    void makesJobsOfTrainingsThatWaitAndKeepsWhatTheOthersWere() {
        Jdbi.create(source()).useHandle(handle -> {
            handle.execute("DROP TABLE IF EXISTS outbox, job, dataset, training");
            BEFORE.forEach(name -> run(handle, name));
            insert(handle, "waits", "waiting", false, false, "");
            insert(handle, "queued", "released", false, false, "queued");
            insert(handle, "trains", "released", true, false, "running");
            insert(handle, "cancelled", "released", true, true, "running");
            insert(handle, "ended", "ended", true, false, "done");
            AFTER.forEach(name -> run(handle, name));
            assertEquals(
                    List.of(
                            "cancelled running cancelled in time",
                            "ended succeeded wanted in time",
                            "queued queued wanted has a deadline",
                            "trains running wanted in time",
                            "waits queued wanted has a deadline, held"),
                    handle.createQuery("SELECT id || ' ' || state"
                                    + " || CASE WHEN cancelled THEN ' cancelled' ELSE ' wanted' END"
                                    + " || CASE WHEN deadline IS NULL THEN ' in time' ELSE ' has a deadline' END"
                                    + " || CASE WHEN available_at = 'infinity' THEN ', held' ELSE '' END"
                                    + " FROM job ORDER BY id")
                            .mapTo(String.class)
                            .list());
            handle.execute("DROP TABLE outbox, job, dataset, training");
        });
    }

    private static void insert(
            Handle handle, String id, String state, boolean started, boolean cancelled, String jobState) {
        handle.execute(
                "INSERT INTO training (id, dataset_id, command, correlation_id, deadline, state, started, cancelled)"
                        + " VALUES (?, 'faces', '', 'cause', now() + interval '1 hour', ?, ?, ?)",
                id,
                state,
                started,
                cancelled);
        if (!jobState.isEmpty()) {
            handle.execute(
                    "INSERT INTO job (id, kind, payload, correlation_id, state, done_at)"
                            + " VALUES (?, 'training', '', 'cause', ?, CASE WHEN ? = 'done' THEN now() END)",
                    id,
                    jobState,
                    jobState);
        }
    }

    private static void run(Handle handle, String name) {
        try (InputStream script =
                Objects.requireNonNull(MigrationTest.class.getResourceAsStream("/db/" + name + ".sql"), name)) {
            handle.createScript(new String(script.readAllBytes(), UTF_8)).execute();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    private static PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(TestPlatform.shared().databaseAddress());
        source.setUser("trainer");
        source.setPassword(TestPlatform.shared().databasePassword("trainer"));
        return source;
    }
}
