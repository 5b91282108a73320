package io.likeness.platform.events;

import io.likeness.contracts.LikenessException;
import io.likeness.platform.database.Session;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the outbox to Kafka, in order per key, at least once: rows leave the table only when the broker has them. No transaction is
 * open while the broker is waited for. One relay works at a time, whatever the number of instances: the one whose session has the lock. If
 * that session dies, another begins while at most one round of this one is still on its way, and this one sees it before its next; what
 * comes of that is a second copy of an event, never one before its predecessor. For one thread.
 */
final class Relaying {
    private static final Logger LOG = LoggerFactory.getLogger(Relaying.class);
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int BATCH = 200;

    /** Between looks at whether another relay is still at work, which may have missed what woke this one. */
    private static final Duration ELSEWHERE = Duration.ofMillis(50);

    private final OutboxTable table;
    private final EventSender sender;
    private final Iterable<RefusedEvents> listeners;
    private final EventMeters meters;
    private final LongSupplier nanos;

    Relaying(
            OutboxTable table,
            EventSender sender,
            Iterable<RefusedEvents> listeners,
            EventMeters meters,
            LongSupplier nanos) {
        this.table = table;
        this.sender = sender;
        this.listeners = listeners;
        this.meters = meters;
        this.nanos = nanos;
    }

    /**
     * Carries what there is, if nobody else does; looks again soon if somebody does.
     *
     * @param poll the pause where there is nothing more to carry
     * @return how long to wait until the next turn
     */
    Duration turn(Handle handle, Duration poll) {
        if (!table.lock(handle)) {
            return ELSEWHERE;
        }
        try {
            return relay(handle, poll);
        } finally {
            unlock(handle);
        }
    }

    /** A turn ends in time to be seen alive, however much there is to carry. */
    private Duration relay(Handle handle, Duration poll) {
        long end = nanos.getAsLong() + TURN.toNanos();
        while (!Thread.currentThread().isInterrupted() && nanos.getAsLong() < end) {
            List<OutboxRow> rows = table.oldest(handle, BATCH);
            if (rows.isEmpty()) {
                return poll;
            }
            switch (carry(handle, new OutboxBatch(sender, rows))) {
                case ALL -> {
                    // Whatever is written meanwhile wakes the relay for a turn of its own.
                    if (rows.size() < BATCH) {
                        return poll;
                    }
                }
                case SOME -> {
                    return Duration.ZERO;
                }
                case NONE -> {
                    return AFTER_FAILURE;
                }
            }
        }
        return Duration.ZERO;
    }

    /** How much of a batch has left the table's head. */
    private enum Carried {
        ALL,
        SOME,
        NONE
    }

    /** What a round has brought is written down before the next: so no more than a round is ever sent in vain. */
    private Carried carry(Handle handle, OutboxBatch batch) {
        boolean failed = false;
        boolean moved = false;
        while (batch.unsent()) {
            OutboxBatch.Round round = batch.round();
            failed |= round.failed();
            moved |= !round.sent().isEmpty() || !round.refused().isEmpty();
            if (!round.sent().isEmpty()) {
                table.delete(handle, round.sent());
                meters.relayed(round.sent().size());
            }
            round.refused().forEach((row, failure) -> setAside(handle, row, failure));
        }
        return failed ? moved ? Carried.SOME : Carried.NONE : Carried.ALL;
    }

    private void setAside(Handle handle, OutboxRow row, LikenessException failure) {
        LOG.error("event set aside, the broker refuses it topic={} key={}", row.topic(), row.key(), failure);
        String reason = String.valueOf(failure.getMessage());
        handle.useTransaction(transaction -> {
            table.setAside(transaction, row, reason);
            listeners.forEach(listener -> listener.refused(transaction, row.refused(reason)));
        });
    }

    /** A session that cannot be unlocked is ended, so that the pool gives no lock to anybody else. */
    private void unlock(Handle handle) {
        try {
            table.unlock(handle);
        } catch (RuntimeException e) {
            LOG.debug("outbox not unlocked, its session ends", e);
            Session.end(handle.getConnection());
        }
    }
}
