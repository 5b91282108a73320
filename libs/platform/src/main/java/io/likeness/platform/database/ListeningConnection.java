package io.likeness.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that only listens. One thread awaits; any may close. */
final class ListeningConnection implements AutoCloseable {
    /** One channel a schema, which is one a service: all services share a database. */
    static final String CHANNEL = "'likeness_' || current_schema()";

    private static final Logger LOG = LoggerFactory.getLogger(ListeningConnection.class);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int ANSWER_SECONDS = 2;

    private final Connection connection;
    private final PGConnection notifying;

    private ListeningConnection(Connection connection, PGConnection notifying) {
        this.connection = connection;
        this.notifying = notifying;
    }

    static ListeningConnection open(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        try {
            ListeningConnection listening = new ListeningConnection(connection, connection.unwrap(PGConnection.class));
            listening.listen();
            return listening;
        } catch (SQLException | RuntimeException e) {
            discard(connection);
            throw e;
        }
    }

    /** What was announced, waited for some seconds; the server is asked whether it is still there if nothing was. */
    List<Announcement> await() throws SQLException {
        PGNotification[] found = notifying.getNotifications((int) LONGEST.toMillis());
        if (found == null || found.length == 0) {
            if (!connection.isValid(ANSWER_SECONDS)) {
                throw new SQLException("the connection is broken");
            }
            return List.of();
        }
        return Arrays.stream(found)
                .map(PGNotification::getParameter)
                .map(Announcement::parse)
                .toList();
    }

    /** Breaks it, so that the pool gives no listening connection to anybody else. */
    @Override
    public void close() {
        discard(connection);
    }

    private void listen() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DO $$ BEGIN EXECUTE format('LISTEN %I', " + CHANNEL + "); END $$");
        }
    }

    private static void discard(Connection connection) {
        try (connection) {
            Session.end(connection);
        } catch (SQLException e) {
            LOG.debug("a broken connection could not be closed", e);
        }
    }
}
