package io.likeness.platform.events;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.training.TrainingQueued;
import io.likeness.platform.testing.FakeBroker;
import io.likeness.platform.testing.PlatformTables;
import io.likeness.platform.testing.Provided;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OutboxRelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeBroker broker = new FakeBroker();
    private Jdbi jdbi = Jdbi.create(PlatformTables.dataSource());
    private OutboxRelay relay = relay();
    private Outbox outbox = new Outbox(new EventWriter("platform-test"), relay);

    @BeforeEach
    void startRelay() throws IOException {
        jdbi = PlatformTables.create();
        relay = relay();
        outbox = new Outbox(new EventWriter("platform-test"), relay);
        relay.start(new StartupEvent());
    }

    @AfterEach
    void stopRelay() throws InterruptedException {
        relay.stop(new ShutdownEvent());
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
    }

    @Test
    void letsOneOfTwoRelaysWork() throws InterruptedException {
        OutboxRelay second = relay();
        second.start(new StartupEvent());
        add("a", 500);
        await().atMost(PATIENCE).until(() -> PlatformTables.outbox(jdbi).isEmpty());
        second.stop(new ShutdownEvent());
        assertEquals(expected("a", 500), broker.contents("a"));
    }

    private OutboxRelay relay() {
        return new OutboxRelay(
                new Provided<>(PlatformTables.dataSource()), new Provided<>(jdbi), new EventSender(broker));
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
