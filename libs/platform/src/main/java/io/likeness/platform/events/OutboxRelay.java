package io.likeness.platform.events;

import io.likeness.contracts.LikenessException;
import io.likeness.platform.database.Notifications;
import io.likeness.platform.database.Session;
import io.likeness.platform.runtime.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the outbox to Kafka, in order per key, at least once: rows leave the table only when the broker has them. No transaction is
 * open while the broker is waited for. One relay works at a time, whatever the number of instances: the one whose session has the lock. If
 * that session dies, another begins while at most one round of this one is still on its way; what comes of that is a second copy of an
 * event, never one before its predecessor. A service without a database has no relay.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final int BATCH = 200;

    /** In case a notification is lost, or the relay at work died. */
    private static final Duration POLL = Duration.ofSeconds(5);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Instance<DataSource> dataSource;
    private final Instance<Jdbi> jdbi;
    private final EventSender sender;
    private final Notifications notifications;
    private final Instance<RefusedEvents> listeners;
    private @Nullable Loop loop;
    private Notifications.@Nullable Subscription subscription;

    public OutboxRelay(
            Instance<DataSource> dataSource,
            Instance<Jdbi> jdbi,
            EventSender sender,
            Notifications notifications,
            Instance<RefusedEvents> listeners) {
        this.dataSource = dataSource;
        this.jdbi = jdbi;
        this.sender = sender;
        this.notifications = notifications;
        this.listeners = listeners;
    }

    void start(@Observes StartupEvent event) {
        if (dataSource.isResolvable()) {
            Loop started = Loop.start("outbox-relay", this::turn);
            loop = started;
            subscription = notifications.subscribe(OutboxTable.SUBJECT, started::wake);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (subscription != null) {
            subscription.close();
        }
        if (loop != null) {
            loop.close();
        }
    }

    private Duration turn() {
        return jdbi.get().withHandle(handle -> {
            if (!OutboxTable.lock(handle)) {
                return pause();
            }
            try {
                return relay(handle);
            } finally {
                unlock(handle);
            }
        });
    }

    /** A turn ends in time to be seen alive, however much there is to carry. */
    private Duration relay(Handle handle) {
        long end = System.nanoTime() + TURN.toNanos();
        while (!Thread.currentThread().isInterrupted() && System.nanoTime() < end) {
            List<OutboxRow> rows = OutboxTable.oldest(handle, BATCH);
            if (rows.isEmpty()) {
                return pause();
            }
            OutboxBatch batch = new OutboxBatch(sender, rows);
            try {
                send(handle, batch);
            } finally {
                settle(handle, batch);
            }
            if (batch.failed()) {
                return batch.sent().isEmpty() && batch.refused().isEmpty() ? AFTER_FAILURE : Duration.ZERO;
            }
        }
        return Duration.ZERO;
    }

    private static void send(Handle handle, OutboxBatch batch) {
        batch.round();
        while (batch.unsent()) {
            OutboxTable.touch(handle);
            batch.round();
        }
    }

    private void settle(Handle handle, OutboxBatch batch) {
        OutboxTable.delete(handle, batch.sent());
        batch.refused().forEach((row, failure) -> setAside(handle, row, failure));
    }

    private void setAside(Handle handle, OutboxRow row, LikenessException failure) {
        LOG.error("event set aside, the broker refuses it topic={} key={}", row.topic(), row.key(), failure);
        String reason = String.valueOf(failure.getMessage());
        handle.useTransaction(transaction -> {
            OutboxTable.setAside(transaction, row, reason);
            listeners.forEach(listener -> listener.refused(transaction, row.refused(reason)));
        });
    }

    /** A session that cannot be unlocked is ended, so that the pool gives no lock to anybody else. */
    private static void unlock(Handle handle) {
        try {
            OutboxTable.unlock(handle);
        } catch (RuntimeException e) {
            LOG.debug("outbox not unlocked, its session ends", e);
            Session.end(handle.getConnection());
        }
    }

    private static Duration pause() {
        return POLL.minusMillis(ThreadLocalRandom.current().nextLong(POLL.toMillis() / 5));
    }
}
