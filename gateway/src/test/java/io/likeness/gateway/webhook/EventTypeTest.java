package io.likeness.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.JobStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EventTypeTest {

    @ParameterizedTest
    @EnumSource(JobKind.class)
    void hasAWordForEveryEndOfEveryKind(JobKind kind) {
        for (JobStatus end : JobStatus.values()) {
            if (end.ended()) {
                assertTrue(EventType.of(kind, end).word().startsWith(kind.word() + "."));
            }
        }
    }

    @Test
    void callsEndsAsTheirResourcesDo() {
        assertEquals(
                "dataset.sealed",
                EventType.of(JobKind.DATASET, JobStatus.SUCCEEDED).word());
        assertEquals(
                "dataset.rejected",
                EventType.of(JobKind.DATASET, JobStatus.FAILED).word());
        assertEquals(
                "training.failed",
                EventType.of(JobKind.TRAINING, JobStatus.FAILED).word());
        assertEquals(
                "generation.expired",
                EventType.of(JobKind.GENERATION, JobStatus.EXPIRED).word());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void hasOneFormOnTheWireAndInTables(EventType type) {
        assertEquals("\"" + type.word() + "\"", new String(Json.encode(type), UTF_8));
        assertEquals(type, EventType.parse("type", type.word()));
    }

    @Test
    void namesThoseThatThereAre() {
        LikenessException refused = assertThrows(LikenessException.class, () -> EventType.parse("type", "x"));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("type: expected one of [dataset.sealed, "));
    }
}
