package io.likeness.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection as the server sees it. */
public final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private Session() {}

    /**
     * Ends the session, from whatever thread, so that what is bound to it (locks, channels) goes with it and the pool gives it to nobody
     * else. The connection is still to be closed. Not left to the pool's own {@code abort}, which forgets the connection without
     * ending it (Agroal 3.0.1).
     */
    public static void end(Connection connection) {
        try {
            if (connection.unwrap(PGConnection.class) instanceof Connection own) {
                own.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.warn("a session could not be ended", e);
        }
    }
}
