package io.likeness.platform.jobs;

import io.likeness.platform.database.Session;
import io.likeness.platform.jobs.JobTable.Pulse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps all leases of a runner alive, by one statement, and tells each worker whose job is cancelled or lost. Rows that somebody
 * has locked are left for the next beat, so that none holds up the others. It keeps its connection from beat to beat for as long as there
 * is a job at hand: a pool that looks for a live one among dead ones is not to delay it. For one thread.
 */
final class Heart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heart.class);

    private final Jdbi jdbi;
    private final JobTable table;
    private final String kind;
    private final LeaseTimes times;
    private final JobMeters meters;
    private final Supplier<List<Grip>> grips;
    private @Nullable Kept kept;

    /** @param grips the jobs at hand, at any time */
    Heart(Jdbi jdbi, JobTable table, String kind, LeaseTimes times, JobMeters meters, Supplier<List<Grip>> grips) {
        this.jdbi = jdbi;
        this.table = table;
        this.kind = kind;
        this.times = times;
        this.meters = meters;
        this.grips = grips;
    }

    /** @param usualMillis its time limit in others' hands */
    private record Kept(Handle handle, int usualMillis) {}

    /** @return the time until the next beat */
    Duration beat() {
        List<Grip> held = grips.get();
        if (held.isEmpty()) {
            close();
            return times.beat();
        }
        try {
            List<Lease> leases = held.stream().map(Grip::lease).toList();
            Map<String, Pulse> pulses = table.beat(handle(), kind, leases, times.lease());
            held.forEach(grip -> tell(grip, pulses));
            return times.beat();
        } catch (RuntimeException e) {
            meters.heartbeatFailed(kind);
            LOG.warn("heartbeat missed kind={} jobs={} cause={}", kind, held.size(), String.valueOf(e.getMessage()));
            discard();
            return times.again();
        }
    }

    /** Gives the connection back. */
    @Override
    public void close() {
        release(last -> last.handle.getConnection().setNetworkTimeout(Runnable::run, last.usualMillis));
    }

    private static void tell(Grip grip, Map<String, Pulse> pulses) {
        Pulse pulse = pulses.get(grip.lease().id());
        if (pulse == null || pulse.fence() != grip.lease().fence()) {
            grip.lose();
        } else if (pulse.cancelled()) {
            grip.cancel();
        }
    }

    private Handle handle() {
        Kept open = kept;
        if (open == null) {
            open = open();
            kept = open;
        }
        return open.handle;
    }

    private Kept open() {
        Handle handle = jdbi.open();
        try {
            int usual = handle.getConnection().getNetworkTimeout();
            // The socket's limit: one of the server's own does not help where the server stands still.
            handle.getConnection()
                    .setNetworkTimeout(Runnable::run, (int) times.answer().toMillis());
            return new Kept(handle, usual);
        } catch (SQLException e) {
            handle.close();
            throw new IllegalStateException("the connection to the database broke", e);
        }
    }

    /** Whatever went wrong with it, the next beat has another. */
    private void discard() {
        release(broken -> Session.end(broken.handle.getConnection()));
    }

    private interface Farewell {
        void say(Kept last) throws SQLException;
    }

    private void release(Farewell farewell) {
        Kept last = kept;
        kept = null;
        if (last == null) {
            return;
        }
        try (Handle handle = last.handle) {
            farewell.say(last);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("the connection of a heartbeat was broken", e);
        }
    }
}
