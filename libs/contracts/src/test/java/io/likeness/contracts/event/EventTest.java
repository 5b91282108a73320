package io.likeness.contracts.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Refusal;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.training.TrainingQueued;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EventTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:20:30Z");
    private static final TrainingQueued QUEUED = new TrainingQueued("training-1", "dataset-1", "faces", null);

    @Test
    void newEventNamesItsTypeSourceTimeSubjectAndCause() {
        EventHeaders headers = queued().headers();

        assertEquals("likeness.training.event.v1.TrainingQueued", headers.type());
        assertEquals("/likeness/trainer-service", headers.source());
        assertEquals(NOW, headers.time());
        assertEquals("training-1", headers.subject());
        assertEquals("correlation-1", headers.correlationId());
        assertSame(Topic.TRAINING_EVENT, queued().topic());
    }

    @Test
    void eachEventHasAnIdOfItsOwn() {
        assertNotEquals(queued().headers().id(), queued().headers().id());
    }

    @Test
    void readsWhatItWrote() {
        Event<TrainingQueued> event = queued();

        assertEquals(event, Event.decode(Topic.TRAINING_EVENT, event.headers().encode(), event.encodePayload()));
    }

    @Test
    void typeOfAnotherTopicIsMalformed() {
        Event<TrainingQueued> event = queued();
        Map<String, byte[]> headers = event.headers().encode();

        Refusal refusal = Refusal.of(() -> Event.decode(Topic.DATASET_BATCH, headers, event.encodePayload()));

        assertEquals(
                new Refusal(
                        ErrorCode.MALFORMED_EVENT,
                        "ce_type: expected one of [likeness.dataset.batch.v1.BatchPrepared], found"
                                + " likeness.training.event.v1.TrainingQueued"),
                refusal);
    }

    @Test
    void contentThatIsNotJsonIsMalformed() {
        Map<String, byte[]> headers = queued().headers().encode();

        Refusal refusal = Refusal.of(() -> Event.decode(Topic.TRAINING_EVENT, headers, new byte[] {1, 2, 3}));

        assertEquals(
                new Refusal(ErrorCode.MALFORMED_EVENT, "expected JSON of TrainingQueued, found none that can be read"),
                refusal);
    }

    @Test
    void payloadIsRefusedByItsOwnChecks() {
        Refusal refusal = Refusal.of(() -> new GenerateFaces("generation-1", "faces", null, 1001, 0));

        assertEquals(new Refusal(ErrorCode.INVALID_REQUEST, "count: expected 1 to 1000, found 1001"), refusal);
    }

    private static Event<TrainingQueued> queued() {
        return Event.of(QUEUED, "trainer-service", "correlation-1", Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
