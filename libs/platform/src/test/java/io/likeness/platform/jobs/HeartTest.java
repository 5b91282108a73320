package io.likeness.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.platform.testing.PlatformTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.Test;

final class HeartTest extends JobScenario {
    private static final LeaseTimes TIMES = new LeaseTimes(Duration.ofMinutes(1));

    private final Pool pool = new Pool();
    private final List<Grip> grips = new ArrayList<>();
    private final Heart heart = new Heart(
            Jdbi.create(pool).installPlugin(new PostgresPlugin()),
            new PostgresJobTable(),
            KIND,
            TIMES,
            new JobMeters(meters),
            () -> grips);

    @Test
    void beatsOnTheConnectionThatItHasWhateverThePoolIsBusyWith() {
        Grip grip = take("one");
        heart.beat();
        pool.dry = true;
        jdbi.useHandle(handle -> handle.execute("UPDATE job SET lease_until = now()"));
        heart.beat();
        assertTrue(column("one", "lease_until > now() + interval '50 seconds'", Boolean.class));
        assertFalse(grip.lost());
        assertEquals(1, pool.given.size());
    }

    @Test
    void givesItsConnectionBackOnceNoJobIsAtHand() throws SQLException {
        take("one");
        heart.beat();
        grips.clear();
        heart.beat();
        assertTrue(pool.given.getFirst().isClosed());
    }

    @Test
    void takesAnotherConnectionForOneThatBroke() throws SQLException {
        take("one");
        heart.beat();
        jdbi.useHandle(handle -> handle.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE pid <> pg_backend_pid() AND application_name = '" + Pool.NAME + "'"));
        assertEquals(TIMES.again(), heart.beat());
        assertEquals(TIMES.beat(), heart.beat());
        assertEquals(2, pool.given.size());
        assertTrue(pool.given.getFirst().isClosed());
        heart.close();
        assertTrue(pool.given.getLast().isClosed());
    }

    private Grip take(String id) {
        enqueue(id);
        Lease lease = leases(TIMES.lease())
                .take(KIND, EnumSet.allOf(ResourceClass.class))
                .orElseThrow();
        Grip grip = new Grip(lease, () -> {});
        grips.add(grip);
        return grip;
    }

    /** Gives each connection once, and none while it is dry. */
    private static final class Pool implements ConnectionFactory {
        private static final String NAME = "heart-test";

        private final List<Connection> given = new ArrayList<>();
        private boolean dry;

        @Override
        public Connection openConnection() throws SQLException {
            if (dry) {
                throw new SQLException("none that lives");
            }
            Connection connection = PlatformTables.dataSource().getConnection();
            connection.setClientInfo("ApplicationName", NAME);
            given.add(connection);
            return connection;
        }
    }
}
