package io.likeness.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.testkit.TestPlatform;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What served before there were plans is the beginning of their histories. In a schema that nobody else has here. */
final class ServingMigrationComponentTest {
    private static final String ROLE = "trainer";
    private static final String BEFORE_PLANS = "102";
    private static final String PLANS = "103";

    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void whatServedBecomesAHistory() {
        migrate(BEFORE_PLANS);
        Jdbi jdbi = Jdbi.create(platform.databaseAddress(), ROLE, platform.databasePassword(ROLE));
        jdbi.useHandle(ServingMigrationComponentTest::writeWhatServed);
        migrate(PLANS);
        assertEquals(
                List.of(
                        "faces 1: null to 1, no version of faces serves yet",
                        "faces 2: 1 to 3, served before reasons were kept",
                        "other 1: null to 1, served before reasons were kept"),
                jdbi.withHandle(handle -> handle.createQuery("SELECT model_name || ' ' || revision || ': '"
                                + " || coalesce(CAST(previous AS text), 'null') || ' to ' || version || ', ' || reason"
                                + " FROM serving_change ORDER BY model_name, revision")
                        .mapTo(String.class)
                        .list()));
        assertEquals(
                List.of("faces 2 3", "other 1 1"),
                jdbi.withHandle(handle -> handle.createQuery("SELECT model_name || ' ' || revision || ' '"
                                + " || coalesce(CAST(stable AS text), 'none') FROM serving_plan ORDER BY model_name")
                        .mapTo(String.class)
                        .list()));
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(platform.databaseAddress(), ROLE, platform.databasePassword(ROLE))
                .schemas(ROLE)
                .defaultSchema(ROLE)
                .locations("db/platform", "db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static void writeWhatServed(Handle handle) {
        handle.execute("INSERT INTO model (name, created_at) VALUES ('faces', now()), ('other', now())");
        for (List<Object> version : List.<List<Object>>of(
                List.of("faces", 1), List.of("faces", 2), List.of("faces", 3), List.of("other", 1))) {
            String key = version.get(0) + "-" + version.get(1);
            handle.execute(
                    "INSERT INTO model_version (model_name, version, digest, manifest, training_id, dataset_id,"
                            + " dataset_digest, validation_digest, measure, validation_loss, metrics, registered_at)"
                            + " VALUES (?, ?, ?, '{}', ?, 'd', 'd', 'd', 'mean-squared-error', 0.1, '{}', now())",
                    version.get(0),
                    version.get(1),
                    key,
                    key);
        }
        handle.execute("INSERT INTO gate_decision (model_name, version, passed, reason, decided_at)"
                + " VALUES ('faces', 1, true, 'no version of faces serves yet', now())");
        handle.execute("INSERT INTO serving (model_name, alias, version, served_from, served_until) VALUES"
                + " ('faces', 'champion', 1, now() - interval '2 days', now() - interval '1 day'),"
                + " ('faces', 'champion', 3, now() - interval '1 day', NULL),"
                + " ('other', 'champion', 1, now() - interval '2 days', now() - interval '1 day'),"
                // Another one served between, and was deleted.
                + " ('other', 'champion', 1, now() - interval '1 hour', NULL)");
    }
}
