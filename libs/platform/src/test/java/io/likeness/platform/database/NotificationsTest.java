package io.likeness.platform.database;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.platform.testing.PlatformTables;
import io.likeness.platform.testing.Provided;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NotificationsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Jdbi jdbi = Jdbi.create(PlatformTables.dataSource());
    private final Notifications notifications = new Notifications(new Provided<>(PlatformTables.dataSource()));
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();

    @BeforeEach
    void listen() {
        notifications.subscribe("wanted", wakes::incrementAndGet);
        notifications.subscribe("other", others::incrementAndGet);
        notifications.start(new StartupEvent());
        await().atMost(PATIENCE).until(() -> wakes.get() == 1 && others.get() == 1);
    }

    @AfterEach
    void stop() {
        notifications.stop(new ShutdownEvent());
    }

    @Test
    void wakesTheSubscribersOfASubjectOnceATransactionHasCommitted() {
        jdbi.useTransaction(transaction -> {
            Notifications.send(transaction, "wanted");
            assertEquals(1, wakes.get());
        });
        assertEquals(2, wakes.get());
        assertEquals(1, others.get());
    }

    @Test
    void wakesThemOnceForATransactionOfAnotherProcess() {
        jdbi.useTransaction(transaction -> {
            announceElsewhere(transaction, "wanted");
            announceElsewhere(transaction, "wanted");
            assertEquals(1, wakes.get());
        });
        await().atMost(PATIENCE).until(() -> wakes.get() == 2);
        assertEquals(1, others.get());
    }

    @Test
    void wakesThemOnceForATransactionOfItsOwn() {
        jdbi.useTransaction(transaction -> Notifications.send(transaction, "wanted"));
        jdbi.useTransaction(transaction -> announceElsewhere(transaction, "other"));
        await().atMost(PATIENCE).until(() -> others.get() == 2);
        assertEquals(2, wakes.get(), "what the server tells of it is nothing new");
    }

    @Test
    void wakesNobodyForATransactionThatFailed() {
        assertThrows(
                IllegalStateException.class,
                () -> jdbi.useTransaction(transaction -> {
                    Notifications.send(transaction, "wanted");
                    throw new IllegalStateException("rolled back");
                }));
        jdbi.useTransaction(transaction -> announceElsewhere(transaction, "other"));
        await().atMost(PATIENCE).until(() -> others.get() == 2);
        assertEquals(1, wakes.get());
    }

    @Test
    void wakesAllWheneverItConnectsAnew() {
        jdbi.useHandle(handle -> handle.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE usename = current_user AND pid <> pg_backend_pid()"));
        await().atMost(PATIENCE).until(() -> wakes.get() >= 2 && others.get() >= 2);
        int before = wakes.get();
        jdbi.useTransaction(transaction -> announceElsewhere(transaction, "wanted"));
        await().atMost(PATIENCE).until(() -> wakes.get() > before);
    }

    @Test
    void wakesAClosedSubscriptionNoMore() {
        AtomicInteger third = new AtomicInteger();
        notifications.subscribe("wanted", third::incrementAndGet).close();
        jdbi.useTransaction(transaction -> Notifications.send(transaction, "wanted"));
        await().atMost(PATIENCE).until(() -> wakes.get() == 2);
        assertEquals(0, third.get());
    }

    private static void announceElsewhere(Handle transaction, String subject) {
        transaction
                .createQuery("SELECT " + Notifications.SENDING)
                .bind("announcement", new Announcement("elsewhere", subject).text())
                .mapTo(String.class)
                .one();
    }
}
