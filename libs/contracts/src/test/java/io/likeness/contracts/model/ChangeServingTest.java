package io.likeness.contracts.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.LikenessException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeServingTest {
    @Test
    void namesTheFieldThatCannotBe() {
        assertRefused("cause: expected promotion or rollback", ServingCause.GATE, 1, "better", null);
        assertRefused("version: expected the number", ServingCause.PROMOTION, null, "better", null);
        assertRefused("version: expected", ServingCause.ROLLBACK, 0, "worse", null);
        assertRefused("reason", ServingCause.ROLLBACK, null, " ", null);
        assertRefused("reason (characters): expected", ServingCause.ROLLBACK, null, "x".repeat(501), null);
        assertRefused("by (characters): expected", ServingCause.ROLLBACK, null, "worse", "x".repeat(101));
    }

    private static void assertRefused(
            String start, ServingCause cause, @Nullable Integer version, String reason, @Nullable String by) {
        LikenessException refusal = assertThrows(
                LikenessException.class,
                () -> new ChangeServing("change", cause, version, null, false, by, reason, "cause"));
        assertEquals(start, String.valueOf(refusal.getMessage()).substring(0, start.length()));
    }
}
