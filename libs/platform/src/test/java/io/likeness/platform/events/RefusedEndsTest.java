package io.likeness.platform.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingFailed;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RefusedEndsTest {
    private static final int LARGE = 1 << 20;

    @Test
    void anEndThatIsRefusedHasFailedInFewWords() {
        Failure failure = failure(event("TrainingCompleted", LARGE, "y".repeat(2_000_000)))
                .orElseThrow();
        assertEquals(ErrorCode.INTERNAL_ERROR, failure.code());
        assertEquals(
                "Kafka: expected a record of 1048576 bytes to be taken, found it refused: " + "y".repeat(500),
                failure.message());
    }

    @Test
    void whatEndsNothingIsFollowedByNothing() {
        assertTrue(failure(event("EpochCompleted", LARGE, "large")).isEmpty());
        assertTrue(RefusedEnds.failure(
                        new RefusedEvent("t", "k", Map.of(), new byte[LARGE], "large"), EpochCompleted.class)
                .isEmpty());
    }

    @Test
    void aSmallEndThatIsRefusedIsFollowedByNoneLikeIt() {
        assertTrue(failure(event("TrainingFailed", 100, "odd")).isEmpty());
    }

    @Test
    void keepsTheCorrelationOrMakesOne() {
        assertEquals("cause", RefusedEnds.correlationId(event("TrainingFailed", 1, "odd")));
        assertEquals(
                36,
                RefusedEnds.correlationId(new RefusedEvent("t", "k", Map.of(), new byte[1], "odd"))
                        .length());
    }

    private static Optional<Failure> failure(RefusedEvent event) {
        return RefusedEnds.failure(event, TrainingCompleted.class, TrainingFailed.class);
    }

    private static RefusedEvent event(String payload, int bytes, String reason) {
        String topic = "likeness.training.event.v1";
        Map<String, byte[]> headers = Map.of(
                "ce_type", (topic + "." + payload).getBytes(UTF_8),
                "likeness_correlation_id", "cause".getBytes(UTF_8));
        return new RefusedEvent(topic, "training", headers, new byte[bytes], reason);
    }
}
