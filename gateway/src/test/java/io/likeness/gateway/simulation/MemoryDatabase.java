package io.likeness.gateway.simulation;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory for one thread: tables of immutable rows, sessions, transactions that are undone, and an advisory lock. As
 * nothing runs beside a transaction, no row is ever found locked. JDBI works on it as on any other, so that transactions are those of the
 * code under test.
 */
public final class MemoryDatabase {
    /** One for all, since it remembers what it has parsed. */
    private static final SqlParser PARSER = new ColonPrefixSqlParser();

    private final LongSupplier micros;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final List<Runnable> atCommit = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final LedgerStatements statements = new LedgerStatements(this);
    private @Nullable MemorySession locking;
    private @Nullable MemorySession active;
    private long sequence;

    /** Hears what is notified when a transaction commits. */
    public interface Listener {
        void told(String subject);
    }

    /** What may go wrong with a session; each method returns, or throws what the client sees. */
    public interface Weather {
        void statement(MemorySession session) throws SQLException;

        void beforeCommit(MemorySession session) throws SQLException;

        void afterCommit(MemorySession session) throws SQLException;

        /** In which nothing goes wrong. */
        static Weather fair() {
            return new Weather() {
                @Override
                public void statement(MemorySession session) {}

                @Override
                public void beforeCommit(MemorySession session) {}

                @Override
                public void afterCommit(MemorySession session) {}
            };
        }
    }

    /** Rows by key, in the order of the keys. */
    public final class Table<K extends Comparable<K>, V> {
        private final TreeMap<K, V> rows = new TreeMap<>();

        public @Nullable V find(K key) {
            return rows.get(key);
        }

        public List<V> all() {
            return List.copyOf(rows.values());
        }

        public Map<K, V> entries() {
            return new TreeMap<>(rows);
        }

        public int size() {
            return rows.size();
        }

        public void put(K key, V row) {
            V before = rows.put(key, row);
            log(() -> restore(key, before));
        }

        public void remove(K key) {
            V before = rows.remove(key);
            log(() -> restore(key, before));
        }

        private void restore(K key, @Nullable V before) {
            if (before == null) {
                rows.remove(key);
            } else {
                rows.put(key, before);
            }
        }
    }

    /** @param micros the time, in microseconds since 1970, as PostgreSQL keeps it */
    public MemoryDatabase(LongSupplier micros) {
        this.micros = micros;
    }

    public <K extends Comparable<K>, V> Table<K, V> table() {
        return new Table<>();
    }

    public Jdbi jdbi(Weather weather) {
        return jdbi(() -> new MemorySession(this, weather));
    }

    /**
     * A client of this database.
     *
     * @param sessions where each new connection comes from
     */
    public Jdbi jdbi(Supplier<MemorySession> sessions) {
        ConnectionFactory factory = () -> sessions.get().connection();
        Jdbi jdbi = Jdbi.create(factory);
        jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
        return jdbi;
    }

    /** The session behind a handle, on which a statement is about to run. */
    public static MemorySession enter(Handle handle) {
        MemorySession session = MemorySession.of(handle.getConnection());
        try {
            session.enter();
        } catch (SQLException e) {
            throw new SessionBroken(e);
        }
        return session;
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    public long now() {
        return micros.getAsLong();
    }

    public long next() {
        return ++sequence;
    }

    public LedgerStatements ledger() {
        return statements;
    }

    /** Tells listeners once what runs has committed. */
    public void tell(String subject) {
        if (active == null) {
            listeners.forEach(listener -> listener.told(subject));
        } else {
            told.add(subject);
        }
    }

    /** Runs once what runs has committed; an observer's look at it. */
    public void observe(Runnable look) {
        if (active == null) {
            look.run();
        } else {
            atCommit.add(look);
        }
    }

    public boolean lock(MemorySession session) {
        if (locking == null || locking == session) {
            locking = session;
            return true;
        }
        return false;
    }

    public void unlock(MemorySession session) {
        if (locking == session) {
            locking = null;
        }
    }

    /** Whether a transaction is open: then no time may pass. */
    public boolean busy() {
        return active != null;
    }

    void begin(MemorySession session) {
        if (active != null && active != session) {
            throw new IllegalStateException("two transactions at once");
        }
        active = session;
    }

    void commit() {
        active = null;
        undo.clear();
        List<String> subjects = List.copyOf(told);
        List<Runnable> looks = List.copyOf(atCommit);
        told.clear();
        atCommit.clear();
        looks.forEach(Runnable::run);
        subjects.forEach(subject -> listeners.forEach(listener -> listener.told(subject)));
    }

    void rollback(MemorySession session) {
        if (active == session) {
            active = null;
            while (!undo.isEmpty()) {
                undo.pop().run();
            }
            told.clear();
            atCommit.clear();
        }
    }

    private void log(Runnable reversal) {
        if (active != null) {
            undo.push(reversal);
        }
    }

    /** What a client sees of a session that is gone. */
    public static final class SessionBroken extends RuntimeException {
        private static final long serialVersionUID = 1;

        SessionBroken(SQLException cause) {
            super(cause);
        }
    }
}
