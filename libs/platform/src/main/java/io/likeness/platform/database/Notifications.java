package io.likeness.platform.database;

import io.likeness.platform.runtime.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes those who wait for a committed transaction: in this process by the commit itself, in other instances of the service, where they are
 * concerned, over PostgreSQL's LISTEN and NOTIFY on one connection. A notification may be lost with its connection: whoever waits also looks by itself now
 * and then, and is woken whenever the connection is made anew. Safe for threads.
 */
@ApplicationScoped
public class Notifications {
    /** The expression that does as {@link #send} in a statement of the caller's, who binds {@link #announcement} as {@code announcement}. */
    public static final String SENDING = "pg_notify(" + ListeningConnection.CHANNEL + ", :announcement)";

    /** Those of this process: a commit wakes them without a way round by the server. */
    private static final Set<Notifications> LISTENING = ConcurrentHashMap.newKeySet();

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final Instance<DataSource> dataSource;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private volatile @Nullable ListeningConnection connection;
    private @Nullable Loop loop;

    public Notifications(Instance<DataSource> dataSource) {
        this.dataSource = dataSource;
    }

    /** Wakes the subscribers of a subject once the transaction around it commits. */
    public static void send(Handle transaction, String subject) {
        transaction
                .createQuery("SELECT " + SENDING)
                .bind("announcement", announcement(transaction, subject))
                .mapTo(String.class)
                .findOne();
    }

    /** What {@link #SENDING} sends to other processes; this one's subscribers are woken once the transaction commits. */
    public static String announcement(Handle transaction, String subject) {
        sendHere(transaction, subject);
        return Announcement.here(subject).text();
    }

    /** Wakes this process's subscribers of a subject once the transaction around it commits, and nobody else: the server has no part in it. */
    public static void sendHere(Handle transaction, String subject) {
        transaction.afterCommit(() -> LISTENING.forEach(listening -> listening.wake(subject)));
    }

    /** Runs a short action that never fails at every notification of a subject, until it is closed. */
    public Subscription subscribe(String subject, Runnable action) {
        Subscription subscription = new Subscription(subject::equals, told -> action.run(), action, subscriptions);
        subscriptions.add(subscription);
        return subscription;
    }

    /**
     * As {@link #subscribe}, of all subjects that begin so; the action is told which.
     *
     * @param missed run where some may have been missed, because the connection was made anew
     */
    public Subscription subscribeAll(String prefix, Consumer<String> action, Runnable missed) {
        Subscription subscription =
                new Subscription(subject -> subject.startsWith(prefix), action, missed, subscriptions);
        subscriptions.add(subscription);
        return subscription;
    }

    /** What is run at the notifications of some subjects, and where some may have been missed. */
    public record Subscription(
            Predicate<String> subjects, Consumer<String> action, Runnable missed, List<Subscription> all)
            implements AutoCloseable {
        @Override
        public void close() {
            all.removeIf(other -> other == this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    public void start(@Observes StartupEvent event) {
        if (dataSource.isResolvable()) {
            LISTENING.add(this);
            loop = Loop.start("notifications", this::listen);
        }
    }

    public void stop(@Observes ShutdownEvent event) {
        LISTENING.remove(this);
        if (loop != null) {
            loop.end();
            disconnect();
            loop.close();
        }
    }

    private Duration listen() {
        try {
            ListeningConnection open = connection == null ? connect() : connection;
            open.await().stream()
                    .filter(announcement -> !announcement.ours())
                    .map(Announcement::subject)
                    .distinct()
                    .forEach(this::wake);
            return Duration.ZERO;
        } catch (SQLException e) {
            disconnect();
            LOG.debug("no notifications, will connect again", e);
            return RECONNECT;
        }
    }

    /** Something may have been said while nobody listened. */
    private ListeningConnection connect() throws SQLException {
        ListeningConnection made = ListeningConnection.open(dataSource.get());
        connection = made;
        subscriptions.forEach(subscription -> subscription.missed.run());
        return made;
    }

    private void disconnect() {
        ListeningConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    private void wake(String subject) {
        subscriptions.stream()
                .filter(subscription -> subscription.subjects.test(subject))
                .forEach(subscription -> subscription.action.accept(subject));
    }
}
