package io.likeness.gateway.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection to a {@link MemoryDatabase}: as much of JDBC as JDBI needs. For one thread. */
public final class MemorySession implements InvocationHandler {
    private final MemoryDatabase database;
    private final MemoryDatabase.Weather weather;
    private boolean automatic = true;
    private boolean broken;
    private boolean closed;

    MemorySession(MemoryDatabase database, MemoryDatabase.Weather weather) {
        this.database = database;
        this.weather = weather;
    }

    Connection connection() {
        return (Connection)
                Proxy.newProxyInstance(MemorySession.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    static MemorySession of(Connection connection) {
        return (MemorySession) Proxy.getInvocationHandler(connection);
    }

    /** Ends the session as its server does: what was not committed is undone, and its lock is free. */
    public void sever() {
        broken = true;
        database.rollback(this);
        database.unlock(this);
    }

    public boolean alive() {
        return !broken && !closed;
    }

    void enter() throws SQLException {
        requireAlive();
        weather.statement(this);
        requireAlive();
        if (!automatic) {
            database.begin(this);
        }
    }

    MemoryDatabase database() {
        return database;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "prepareStatement" -> MemoryStatement.prepare(this, (String) first(arguments));
            case "getAutoCommit" -> automatic;
            case "setAutoCommit" -> {
                automatic = (boolean) first(arguments);
                yield null;
            }
            case "commit" -> {
                commit();
                yield null;
            }
            case "rollback" -> {
                database.rollback(this);
                yield null;
            }
            case "close" -> {
                database.rollback(this);
                database.unlock(this);
                closed = true;
                yield null;
            }
            case "isClosed" -> !alive();
            case "isWrapperFor", "isReadOnly" -> false;
            case "getNetworkTimeout", "getTransactionIsolation" -> 0;
            case "setNetworkTimeout", "setReadOnly", "setTransactionIsolation", "clearWarnings" -> null;
            case "unwrap" -> throw new SQLException("no such wrapper");
            case "abort" -> {
                sever();
                yield null;
            }
            case "hashCode" -> System.identityHashCode(this);
            case "equals" -> proxy == first(arguments);
            case "toString" -> "session of a database in memory";
            default -> throw new UnsupportedOperationException("Connection." + method.getName());
        };
    }

    private void commit() throws SQLException {
        requireAlive();
        weather.beforeCommit(this);
        requireAlive();
        database.commit();
        weather.afterCommit(this);
    }

    private void requireAlive() throws SQLException {
        if (!alive()) {
            throw new SQLException("the connection is broken", "08006");
        }
    }

    private static Object first(Object @Nullable [] arguments) {
        if (arguments == null) {
            throw new IllegalArgumentException("arguments: expected one, found none");
        }
        return arguments[0];
    }
}
