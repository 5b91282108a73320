package io.likeness.platform.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps all leases of a runner alive, by one statement, and tells each worker whose job is cancelled or lost. Rows that somebody
 * has locked are left for the next beat, so that none holds up the others. For one thread.
 */
final class Heart {
    private static final Logger LOG = LoggerFactory.getLogger(Heart.class);
    private static final Duration BEAT = Duration.ofSeconds(4);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** A database that does not answer in this time is asked anew: a lease has to outlive some of it. */
    private static final int ANSWER_MILLIS = 3000;

    private static final String BEATEN = """
            WITH free AS (
                SELECT kind, id FROM job
                WHERE kind = :kind AND (id, fence) IN (SELECT * FROM unnest(:ids, :fences)) AND state = 'running'
                FOR UPDATE SKIP LOCKED),
            beaten AS (
                UPDATE job SET lease_until = now() + CAST(:lease AS interval)
                FROM free WHERE job.kind = free.kind AND job.id = free.id)
            SELECT id, fence, cancelled FROM job WHERE kind = :kind AND id = ANY(:ids) AND state = 'running'
            """;

    private final Jdbi jdbi;
    private final String kind;
    private final Duration lease;
    private final Supplier<List<Grip>> grips;

    /** @param grips the jobs at hand, at any time */
    Heart(Jdbi jdbi, String kind, Duration lease, Supplier<List<Grip>> grips) {
        this.jdbi = jdbi;
        this.kind = kind;
        this.lease = lease;
        this.grips = grips;
    }

    /** @return the time until the next beat */
    Duration beat() {
        List<Grip> held = grips.get();
        if (held.isEmpty()) {
            return BEAT;
        }
        try {
            Map<String, Pulse> pulses = jdbi.withHandle(handle -> quickly(handle, held));
            held.forEach(grip -> tell(grip, pulses));
            return BEAT;
        } catch (RuntimeException e) {
            LOG.warn("heartbeat missed kind={} jobs={} cause={}", kind, held.size(), String.valueOf(e.getMessage()));
            return AGAIN;
        }
    }

    private record Pulse(long fence, boolean cancelled) {}

    private static void tell(Grip grip, Map<String, Pulse> pulses) {
        Pulse pulse = pulses.get(grip.lease().id());
        if (pulse == null || pulse.fence != grip.lease().fence()) {
            grip.lose();
        } else if (pulse.cancelled) {
            grip.cancel();
        }
    }

    /** The limit is the socket's: one of the server's own does not help where the server stands still. */
    private Map<String, Pulse> quickly(Handle handle, List<Grip> held) {
        Connection connection = handle.getConnection();
        try {
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
            try {
                return pulses(handle, held);
            } finally {
                if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, usual);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the connection to the database broke", e);
        }
    }

    private Map<String, Pulse> pulses(Handle handle, List<Grip> held) {
        Map<String, Pulse> pulses = new HashMap<>();
        handle.createQuery(BEATEN)
                .bind("kind", kind)
                .bind("lease", lease.toString())
                .bindArray(
                        "ids",
                        String.class,
                        held.stream().map(grip -> grip.lease().id()).toList())
                .bindArray(
                        "fences",
                        Long.class,
                        held.stream().map(grip -> grip.lease().fence()).toList())
                .map((row, context) ->
                        Map.entry(row.getString("id"), new Pulse(row.getLong("fence"), row.getBoolean("cancelled"))))
                .forEach(pulse -> pulses.put(pulse.getKey(), pulse.getValue()));
        return pulses;
    }
}
