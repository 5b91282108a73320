package io.likeness.gateway.simulation;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** A process from its start to its death; the next one on its place is another. For one thread. */
final class Machine implements MemoryDatabase.Weather {
    private final World world;
    private final Faults faults;
    private final String name;
    private final List<MemorySession> sessions = new ArrayList<>();
    private boolean alive = true;
    private long pausedUntil;

    Machine(World world, Faults faults, String name) {
        this.world = world;
        this.faults = faults;
        this.name = name;
    }

    /** A process that has died does nothing more, whatever it was about to do. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1;

        Died() {
            super("died", null, false, false);
        }
    }

    boolean alive() {
        return alive;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    void pauseUntil(long nanos) {
        pausedUntil = nanos;
        world.note(name + " paused until " + nanos / 1_000_000_000 + " s");
    }

    void kill() {
        alive = false;
        sessions.forEach(MemorySession::sever);
        world.note(name + " killed");
    }

    /** May die here. */
    void survive() {
        if (alive && world.chance(faults.death())) {
            kill();
        }
        requireAlive();
    }

    void requireAlive() {
        if (!alive) {
            throw new Died();
        }
    }

    /** Connections as a loop of its own has them. */
    Jdbi jdbi(MemoryDatabase database) {
        return database.jdbi(() -> {
            requireAlive();
            sessions.removeIf(session -> !session.alive());
            MemorySession session = new MemorySession(database, this);
            sessions.add(session);
            return session;
        });
    }

    /** Ends one of its sessions, as a server does that restarts or a network that breaks. */
    void severOne() {
        if (!sessions.isEmpty()) {
            sessions.get(world.random().nextInt(sessions.size())).sever();
        }
    }

    @Override
    public void statement(MemorySession session) throws SQLException {
        survive();
        if (faults.databaseAway() || world.chance(faults.severance())) {
            session.sever();
            throw new SQLException("the server is away", "57P01");
        }
    }

    @Override
    public void beforeCommit(MemorySession session) throws SQLException {
        statement(session);
    }

    @Override
    public void afterCommit(MemorySession session) throws SQLException {
        survive();
        if (world.chance(faults.lostAnswer())) {
            world.note(name + " lost the answer of a commit");
            session.sever();
            throw new SQLException("no answer", "08006");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
