package io.likeness.contracts.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Refusal;
import org.junit.jupiter.api.Test;

final class EpochCompletedTest {

    @Test
    void epochIsOneOfTheRuns() {
        assertEquals(5, completed(5, 5).epoch());
        assertEquals(
                new Refusal(ErrorCode.INVALID_REQUEST, "epoch: expected 1 to 5, found 6"),
                Refusal.of(() -> completed(6, 5)));
        assertEquals(
                new Refusal(ErrorCode.INVALID_REQUEST, "epoch: expected 1 to 5, found 0"),
                Refusal.of(() -> completed(0, 5)));
    }

    private static EpochCompleted completed(int epoch, int epochs) {
        return new EpochCompleted("t", 1, epoch, epochs, 0.1, 0.1, 400, 8, null, null);
    }
}
