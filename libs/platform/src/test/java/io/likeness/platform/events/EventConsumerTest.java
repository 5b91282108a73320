package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.platform.testing.FakeBroker;
import io.likeness.platform.testing.FakeBroker.Received;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

final class EventConsumerTest {
    private static final TrainingQueued PAYLOAD = new TrainingQueued("training", "dataset", "model", null);

    private final FakeBroker broker = new FakeBroker();
    private final EventConsumer consumer = new EventConsumer(new EventSender(broker), "platform-test");

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
        Event<TrainingQueued> event = Event.of(PAYLOAD, "test", "cause", Clock.systemUTC());
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(event.topic().topicName(), 0, 7, "training", event.encodePayload());
        event.headers().encode().forEach((name, value) -> record.headers().add(name, value));
        return record;
    }
}
