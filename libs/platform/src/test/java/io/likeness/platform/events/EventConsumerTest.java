package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.training.CancelTraining;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.platform.testing.FakeBroker;
import io.likeness.platform.testing.FakeBroker.Received;
import io.likeness.platform.testing.PlatformTables;
import io.likeness.platform.testing.Provided;
import io.likeness.platform.trace.KeptTraces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

final class EventConsumerTest {
    private static final TrainingQueued PAYLOAD = new TrainingQueued("training", "dataset", "model", null);

    private final FakeBroker broker = new FakeBroker();
    private final List<UnhandledCommand> failed = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EventConsumer consumer = consumer(failed::add);

    private EventConsumer consumer(CommandFailures failures) {
        return new EventConsumer(
                new EventSender(broker),
                new Provided<>(failures),
                new KeptTraces(new Provided<>(PlatformTables.dataSource()), new Provided<>(jdbi())),
                new EventMeters(meters),
                "platform-test");
    }

    private static Jdbi jdbi() {
        return Jdbi.create(PlatformTables.dataSource()).installPlugin(new PostgresPlugin());
    }

    @Test
    void handsTheEventOverUnderItsCorrelation() throws InterruptedException {
        List<Object> seen = new ArrayList<>();
        consumer.consume(Topic.TRAINING_EVENT, record(), event -> {
            seen.add(event.payload());
            seen.add(MDC.get("correlationId"));
        });
        assertEquals(List.of(PAYLOAD, "cause"), seen);
        assertTrue(broker.received().isEmpty());
    }

    @Test
    void triesARetriableFailureUntilItPasses() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        consumer.consume(Topic.TRAINING_EVENT, record(), event -> {
            if (calls.incrementAndGet() < 3) {
                throw new LikenessException(ErrorCode.DATABASE_UNAVAILABLE, "away");
            }
        });
        assertEquals(3, calls.get());
        assertTrue(broker.received().isEmpty());
    }

    @Test
    void buriesWhatCannotBeHandledWithTheReason() throws InterruptedException {
        consumer.consume(Topic.TRAINING_EVENT, record(), event -> {
            throw new LikenessException(ErrorCode.STATE_CONFLICT, "contradiction");
        });
        assertEquals(
                List.of(new Received(
                        "likeness.training.event.v1.dlq",
                        "training",
                        new String(record().value(), UTF_8),
                        "STATE_CONFLICT")),
                broker.received());
    }

    @Test
    void buriesWhatEndsInAnErrorOfTheCode() throws InterruptedException {
        for (Error error :
                List.of(new AssertionError("defect"), new NoClassDefFoundError("gone"), new Error("other"))) {
            consumer.consume(Topic.TRAINING_EVENT, record(), event -> {
                throw error;
            });
        }
        assertEquals(
                List.of("INTERNAL_ERROR", "INTERNAL_ERROR", "INTERNAL_ERROR"),
                broker.received().stream().map(Received::deadLetterCode).toList());
    }

    @Test
    void doesNotBlameARecordForAMachineThatCannotGoOn() {
        assertThrows(
                OutOfMemoryError.class,
                () -> consumer.consume(Topic.TRAINING_EVENT, record(), event -> {
                    throw new OutOfMemoryError();
                }));
        assertTrue(broker.received().isEmpty());
    }

    @Test
    void buriesARecordThatIsNoEvent() throws InterruptedException {
        ConsumerRecord<String, byte[]> garbage = new ConsumerRecord<>("t", 0, 7, "key", "garbage".getBytes(UTF_8));
        consumer.consume(Topic.TRAINING_EVENT, garbage, event -> {});
        assertEquals("MALFORMED_EVENT", broker.received().getFirst().deadLetterCode());
    }

    @Test
    void buriesARecordWithoutAValue() throws InterruptedException {
        consumer.consume(Topic.TRAINING_EVENT, new ConsumerRecord<>("t", 0, 7, "key", null), event -> {});
        assertEquals("MALFORMED_EVENT", broker.received().getFirst().deadLetterCode());
    }

    @Test
    void skipsAnEventThatANewerReleaseAdded() throws InterruptedException {
        consumer.consume(
                Topic.TRAINING_EVENT, renamed(record(), "likeness.training.event.v1.TrainingPaused"), event -> {
                    throw new AssertionError("handed over");
                });
        assertTrue(broker.received().isEmpty());
    }

    @Test
    void endsWhatACommandOfANewerReleaseAskedForAndBuriesIt() throws InterruptedException {
        ConsumerRecord<String, byte[]> unknown = renamed(command(), "likeness.training.command.v1.PauseTraining");
        consumer.consume(Topic.TRAINING_COMMAND, unknown, event -> {});
        UnhandledCommand command = failed.getFirst();
        assertEquals("training", command.aggregateId());
        assertEquals("cause", command.correlationId());
        assertEquals(ErrorCode.MALFORMED_EVENT, command.failure().code());
        assertEquals("true", broker.headers().getFirst().get("likeness_dead_letter_ended"));
    }

    @Test
    void endsWhatACommandAskedForThatIsNone() throws InterruptedException {
        ConsumerRecord<String, byte[]> garbage = new ConsumerRecord<>("t", 0, 7, "key", "garbage".getBytes(UTF_8));
        consumer.consume(Topic.TRAINING_COMMAND, garbage, event -> {});
        assertEquals("key", failed.getFirst().aggregateId());
        assertFalse(failed.getFirst().correlationId().isBlank());
    }

    @Test
    void triesAgainUntilTheEndOfACommandIsTold() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CommandFailures away = command -> {
            if (calls.incrementAndGet() < 3) {
                throw new LikenessException(ErrorCode.DATABASE_UNAVAILABLE, "away");
            }
            return true;
        };
        consumer(away).consume(Topic.TRAINING_COMMAND, command(), event -> {
            throw new IllegalStateException("defect");
        });
        assertEquals(3, calls.get());
        assertEquals(
                List.of("INTERNAL_ERROR"),
                broker.received().stream().map(Received::deadLetterCode).toList());
    }

    @Test
    void buriesACommandWhoseEndCannotBeToldAsOneThatHasNotEnded() throws InterruptedException {
        CommandFailures broken = command -> {
            throw new IllegalStateException("defect");
        };
        consumer(broken).consume(Topic.TRAINING_COMMAND, command(), event -> {
            throw new LikenessException(ErrorCode.STATE_CONFLICT, "contradiction");
        });
        assertEquals("STATE_CONFLICT", broker.received().getFirst().deadLetterCode());
        assertEquals("false", broker.headers().getFirst().get("likeness_dead_letter_ended"));
    }

    @Test
    void tellsNobodyOfAnEventThatIsBuried() throws InterruptedException {
        consumer.consume(Topic.TRAINING_EVENT, record(), event -> {
            throw new IllegalStateException("defect");
        });
        assertTrue(failed.isEmpty());
    }

    @Test
    void buriesWithoutItsBytesWhatTheBrokerTakesNoCopyOf() throws InterruptedException {
        broker.callRefusedTooLarge();
        broker.refuse(record -> !record.content().isEmpty());
        consumer.consume(Topic.TRAINING_EVENT, record(), event -> {
            throw new IllegalStateException("defect");
        });
        assertEquals("INTERNAL_ERROR", broker.received().getFirst().deadLetterCode());
        assertEquals("false", broker.headers().getFirst().get("likeness_dead_letter_whole"));
    }

    @Test
    void handlesAReplayedLetterThatIsForItAndSkipsOneThatIsNot() throws InterruptedException {
        List<Object> seen = new ArrayList<>();
        for (String consumerOf : List.of("platform-test", "another")) {
            ConsumerRecord<String, byte[]> replayed = record();
            replayed.headers().add(Readdress.FOR, consumerOf.getBytes(UTF_8));
            consumer.consume(Topic.TRAINING_EVENT, replayed, event -> seen.add(consumerOf));
        }
        assertEquals(List.of("platform-test"), seen);
    }

    @Test
    void aReplayedLetterThatFailsAgainNamesTheFormer() throws InterruptedException {
        new EventSender(broker)
                .replay(
                        "likeness.training.event.v1",
                        "key",
                        Map.of(),
                        new byte[] {1},
                        new Readdress("platform-test", "7"));
        ConsumerRecord<String, byte[]> replayed = record();
        broker.headers().getFirst().forEach((name, value) -> replayed.headers().add(name, value.getBytes(UTF_8)));
        consumer.consume(Topic.TRAINING_EVENT, replayed, event -> {
            throw new IllegalStateException("defect");
        });
        assertEquals("7", broker.headers().getLast().get("likeness_replay_of"));
        assertEquals(
                "likeness.training.event.v1.dlq", broker.received().getLast().topic());
    }

    @Test
    void doesNotLetGoOfARecordThatItCannotBury() throws InterruptedException {
        AtomicInteger refusals = new AtomicInteger();
        broker.refuse(record -> refusals.incrementAndGet() < 3);
        consumer.consume(Topic.TRAINING_EVENT, record(), event -> {
            throw new IllegalStateException("defect");
        });
        assertEquals(3, refusals.get());
        assertEquals("INTERNAL_ERROR", broker.received().getFirst().deadLetterCode());
    }

    @Test
    void leavesTheRecordUnhandledWhenTheServiceStops() {
        assertThrows(
                InterruptedException.class,
                () -> consumer.consume(Topic.TRAINING_EVENT, record(), event -> {
                    Thread.currentThread().interrupt();
                    throw new LikenessException(ErrorCode.DATABASE_UNAVAILABLE, "away");
                }));
        assertTrue(broker.received().isEmpty());
    }

    private static ConsumerRecord<String, byte[]> record() {
        return record(PAYLOAD);
    }

    private static ConsumerRecord<String, byte[]> command() {
        return record(new CancelTraining("training"));
    }

    private static ConsumerRecord<String, byte[]> renamed(ConsumerRecord<String, byte[]> record, String type) {
        record.headers().remove("ce_type").add("ce_type", type.getBytes(UTF_8));
        return record;
    }

    private static ConsumerRecord<String, byte[]> record(Payload payload) {
        Event<Payload> event = Event.of(payload, "test", "cause", Clock.systemUTC());
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(event.topic().topicName(), 0, 7, "training", event.encodePayload());
        event.headers().encode().forEach((name, value) -> record.headers().add(name, value));
        return record;
    }
}
