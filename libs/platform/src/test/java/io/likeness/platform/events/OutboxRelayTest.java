package io.likeness.platform.events;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.training.TrainingQueued;
import io.likeness.platform.database.Notifications;
import io.likeness.platform.testing.FakeBroker;
import io.likeness.platform.testing.PlatformTables;
import io.likeness.platform.testing.Provided;
import io.likeness.platform.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OutboxRelayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final FakeBroker broker = new FakeBroker();
    private Jdbi jdbi = Jdbi.create(PlatformTables.dataSource());
    private final List<RefusedEvent> refused = new CopyOnWriteArrayList<>();
    private final Notifications notifications = new Notifications(new Provided<>(PlatformTables.dataSource()));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Outbox outbox = new Outbox(new EventWriter("platform-test"), Traces.MADE);
    private OutboxRelay relay = relay();

    @BeforeEach
    void startRelay() throws IOException {
        jdbi = PlatformTables.create();
        relay = relay();
        notifications.start(new StartupEvent());
        relay.start(new StartupEvent());
    }

    @AfterEach
    void stopRelay() {
        relay.stop(new ShutdownEvent());
        notifications.stop(new ShutdownEvent());
    }

    @Test
    void carriesWhatWasCommittedOnceAndInOrder() {
        add("a", 300);
        await().atMost(PATIENCE).until(() -> PlatformTables.outbox(jdbi).isEmpty());
        assertEquals(expected("a", 300), broker.contents("a"));
        assertEquals("likeness.training.event.v1", broker.received().getFirst().topic());
    }

    @Test
    void carriesNothingOfATransactionThatFailed() {
        assertThrows(
                IllegalStateException.class,
                () -> jdbi.useTransaction(transaction -> {
                    outbox.add(transaction, event("lost", 0), "cause");
                    throw new IllegalStateException("rolled back");
                }));
        add("kept", 1);
        await().atMost(PATIENCE).until(() -> !broker.received().isEmpty());
        assertTrue(broker.contents("lost").isEmpty());
    }

    @Test
    void keepsWhatTheBrokerRefusedAndSendsItLaterInOrder() {
        broker.refuse(record -> record.key().equals("a"));
        add("a", 5);
        add("b", 5);
        await().atMost(PATIENCE).until(() -> broker.contents("b").size() == 5);
        assertTrue(broker.contents("a").isEmpty());
        await().atMost(PATIENCE).until(() -> PlatformTables.outbox(jdbi).size() == 5);
        broker.refuse(record -> false);
        await().atMost(PATIENCE).until(() -> PlatformTables.outbox(jdbi).isEmpty());
        assertEquals(expected("a", 5), broker.contents("a"));
        assertEquals(expected("b", 5), broker.contents("b"));
    }

    @Test
    void sendsNothingOfAKeyAfterTheFirstThatFailed() {
        String third = expected("a", 5).get(2);
        broker.refuse(record -> record.content().equals(third));
        add("a", 5);
        await().atMost(PATIENCE).until(() -> PlatformTables.outbox(jdbi).size() == 3);
        broker.refuse(record -> false);
        await().atMost(PATIENCE).until(() -> PlatformTables.outbox(jdbi).isEmpty());
        assertEquals(expected("a", 5), broker.contents("a"));
    }

    @Test
    void setsAsideWhatTheBrokerWillNeverTake() {
        String third = expected("a", 5).get(2);
        broker.callRefusedTooLarge();
        broker.refuse(record -> record.content().equals(third));
        add("a", 5);
        await().atMost(PATIENCE).until(() -> broker.contents("a").size() == 4);
        await().atMost(PATIENCE).until(() -> PlatformTables.outbox(jdbi).size() == 1);
        String reason = jdbi.withHandle(handle -> handle.createQuery("SELECT refused FROM outbox")
                .mapTo(String.class)
                .one());
        assertTrue(reason.contains("RecordTooLarge"), reason);
        assertEquals(1, refused.size());
        assertEquals(List.of("a", third), List.of(refused.getFirst().key(), text(refused.getFirst())));
        assertEquals(reason, refused.getFirst().reason());
    }

    /** It looks by itself 24 s after an event at the earliest. */
    @Test
    void carriesAnEventSoonerThanItLooksByItself() {
        for (String key : List.of("first", "second", "third")) {
            add(key, 1);
            await().atMost(PATIENCE).until(() -> !broker.contents(key).isEmpty());
        }
    }

    @Test
    void holdsNoTransactionWhileItWaitsForTheBroker() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        broker.refuse(record -> {
            asked.countDown();
            awaitQuietly(answered);
            return false;
        });
        add("a", 1);
        try {
            assertTrue(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals(0, openTransactions());
        } finally {
            answered.countDown();
        }
        await().atMost(PATIENCE).until(() -> PlatformTables.outbox(jdbi).isEmpty());
    }

    @Test
    void keepsTheOrderWhereTheSessionWithTheLockDiesWhileTheBrokerIsSlow() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        OutboxRelay second = relay();
        broker.refuse(record -> {
            if (Thread.currentThread().getName().equals("outbox-relay") && asked.getCount() > 0) {
                asked.countDown();
                awaitQuietly(answered);
            }
            return false;
        });
        add("a", 50);
        try {
            assertTrue(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            endLockedSession();
            second.start(new StartupEvent());
            await().atMost(PATIENCE).until(() -> PlatformTables.outbox(jdbi).isEmpty());
        } finally {
            answered.countDown();
        }
        await().atMost(PATIENCE).until(() -> broker.contents("a").size() >= 51);
        second.stop(new ShutdownEvent());
        relay.stop(new ShutdownEvent());
        assertEquals(expected("a", 50), broker.contents("a").stream().distinct().toList());
        assertEquals(51, broker.contents("a").size(), "only what was on its way comes twice");
    }

    @Test
    void sendsOneRoundTwiceAtMostWhereTheSessionWithTheLockDies() throws InterruptedException {
        String twentieth = expected("a", 50).get(20);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        OutboxRelay second = relay();
        broker.refuse(record -> {
            if (record.content().equals(twentieth) && asked.getCount() > 0) {
                asked.countDown();
                awaitQuietly(answered);
            }
            return false;
        });
        add("a", 50);
        try {
            assertTrue(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            endLockedSession();
            second.start(new StartupEvent());
            await().atMost(PATIENCE).until(() -> PlatformTables.outbox(jdbi).isEmpty());
        } finally {
            answered.countDown();
        }
        await().atMost(PATIENCE).until(() -> broker.contents("a").size() >= 51);
        second.stop(new ShutdownEvent());
        relay.stop(new ShutdownEvent());
        assertEquals(51, broker.contents("a").size(), "only what was on its way comes twice");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertTrue(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(RefusedEvent event) {
        return new String(event.content(), StandardCharsets.UTF_8);
    }

    private int openTransactions() {
        return count("SELECT count(*) FROM pg_stat_activity WHERE usename = current_user"
                + " AND state LIKE 'idle in transaction%'");
    }

    private void endLockedSession() {
        count("SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND granted");
    }

    private int count(String query) {
        return jdbi.withHandle(
                handle -> handle.createQuery(query).mapTo(Integer.class).one());
    }

    @Test
    void letsOneOfTwoRelaysWork() {
        OutboxRelay second = relay();
        second.start(new StartupEvent());
        add("a", 500);
        await().atMost(PATIENCE).until(() -> PlatformTables.outbox(jdbi).isEmpty());
        second.stop(new ShutdownEvent());
        assertEquals(expected("a", 500), broker.contents("a"));
    }

    private OutboxRelay relay() {
        return relay(jdbi);
    }

    private OutboxRelay relay(Jdbi database) {
        return new OutboxRelay(
                new Provided<>(PlatformTables.dataSource()),
                new Provided<>(database),
                new EventSender(broker),
                notifications,
                new Provided<>((transaction, event) -> refused.add(event)),
                new EventMeters(meters));
    }

    private void add(String key, int count) {
        jdbi.useTransaction(transaction ->
                IntStream.range(0, count).forEach(i -> outbox.add(transaction, event(key, i), "cause")));
    }

    private static List<String> expected(String key, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"trainingId\":\"%s\",\"datasetId\":\"%d\",\"modelName\":\"model\"}".formatted(key, i))
                .toList();
    }

    private static TrainingQueued event(String key, int number) {
        return new TrainingQueued(key, Integer.toString(number), "model", null);
    }
}
