package io.likeness.platform.testing;

import io.likeness.testkit.TestPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.postgresql.ds.PGSimpleDataSource;

/** The platform's tables in the test database, empty. */
public final class PlatformTables {
    private static final String ROLE = "trainer";

    private PlatformTables() {}

    /** Makes the tables anew, as the migration does. */
    public static Jdbi create() throws IOException {
        Jdbi jdbi = Jdbi.create(dataSource()).installPlugin(new PostgresPlugin());
        jdbi.useHandle(handle -> {
            handle.execute("DROP TABLE IF EXISTS outbox");
            handle.execute("DROP TABLE IF EXISTS job");
            handle.execute("DROP TABLE IF EXISTS trace");
            handle.createScript(migration("V1__outbox_and_jobs")).execute();
            handle.createScript(migration("V2__refused_events")).execute();
            handle.createScript(migration("V3__one_idea_of_work")).execute();
            handle.createScript(migration("V4__queues_are_vacuumed")).execute();
            handle.createScript(migration("V5__traces")).execute();
        });
        return jdbi;
    }

    public static DataSource dataSource() {
        TestPlatform platform = TestPlatform.shared();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(platform.databaseAddress());
        source.setUser(ROLE);
        source.setPassword(platform.databasePassword(ROLE));
        return source;
    }

    /** An event that waits in the outbox. */
    public record Waiting(String topic, String key, String content) {}

    /** What waits in the outbox, in order. */
    public static List<Waiting> outbox(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT topic, key, content FROM outbox ORDER BY sequence")
                .map((row, context) -> new Waiting(
                        row.getString("topic"),
                        row.getString("key"),
                        new String(row.getBytes("content"), StandardCharsets.UTF_8)))
                .list());
    }

    private static String migration(String name) throws IOException {
        try (InputStream script =
                Objects.requireNonNull(PlatformTables.class.getResourceAsStream("/db/platform/" + name + ".sql"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
