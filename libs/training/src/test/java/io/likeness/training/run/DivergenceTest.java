package io.likeness.training.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import org.junit.jupiter.api.Test;

class DivergenceTest {
    @Test
    void aLossAboveItsStartForThreeEpochsEndsTheTraining() {
        Divergence divergence = new Divergence();
        divergence.start(0.5);
        divergence.epoch(1, 0.6);
        divergence.epoch(2, 0.6);
        LikenessException failure = assertThrows(LikenessException.class, () -> divergence.epoch(3, 0.7));
        assertEquals(ErrorCode.TRAINING_DIVERGED, failure.code());
        assertEquals(
                "validation loss of epoch 3: expected 0.500000, its start, or less, found 0.700000, the third epoch above it; lower learningRate",
                failure.getMessage());
    }

    @Test
    void anEpochBelowTheStartIsANewBeginning() {
        Divergence divergence = new Divergence();
        divergence.start(0.5);
        divergence.epoch(1, 0.6);
        divergence.epoch(2, 0.6);
        divergence.epoch(3, 0.4);
        divergence.epoch(4, 0.6);
        divergence.epoch(5, 0.6);
        assertEquals(2, divergence.epochsAbove());
    }

    @Test
    void aLossThatIsNoNumberEndsItAtOnce() {
        LikenessException failure = assertThrows(LikenessException.class, () -> new Divergence().step(2, Double.NaN));
        assertEquals(ErrorCode.TRAINING_DIVERGED, failure.code());
        assertEquals("loss of epoch 2: expected a finite number, found NaN; lower learningRate", failure.getMessage());
    }
}
