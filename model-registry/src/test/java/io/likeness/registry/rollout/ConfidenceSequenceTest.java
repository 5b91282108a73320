package io.likeness.registry.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.rollout.Moments;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever looks after every number is misled no more often than was said. */
final class ConfidenceSequenceTest {
    private static final double ERROR = 0.05;
    private static final int RUNS = 400;
    private static final int NUMBERS = 600;
    private static final int FIRST_LOOK = 16;

    @Test
    void theMeanIsRarelyEverOutside() {
        Random random = new Random(14);
        int misled = 0;
        for (int run = 0; run < RUNS; run++) {
            misled += everOutside(random) ? 1 : 0;
        }
        assertTrue(misled <= ERROR * RUNS, "misled in " + misled + " of " + RUNS);
    }

    private static boolean everOutside(Random random) {
        Moments moments = Moments.NONE;
        boolean outside = false;
        for (int i = 1; i <= NUMBERS; i++) {
            moments = moments.with(random.nextGaussian());
            if (i >= FIRST_LOOK) {
                ConfidenceSequence bounds = ConfidenceSequence.ofMean(moments, ERROR);
                outside |= bounds.low() > 0 || bounds.high() < 0;
            }
        }
        return outside;
    }

    @Test
    void theShareIsRarelyEverOutside() {
        Random random = new Random(14);
        int misled = 0;
        for (int run = 0; run < RUNS; run++) {
            int failed = 0;
            boolean outside = false;
            for (int i = 1; i <= NUMBERS / 4; i++) {
                failed += random.nextDouble() < 0.1 ? 1 : 0;
                ConfidenceSequence bounds = ConfidenceSequence.ofShare(failed, i, ERROR);
                outside |= bounds.low() > 0.1 || bounds.high() < 0.1;
            }
            misled += outside ? 1 : 0;
        }
        assertTrue(misled <= ERROR * RUNS, "misled in " + misled + " of " + RUNS);
    }

    @Test
    void boundsCloseInOnTheMean() {
        Moments few = new Moments(32, 0.5, 32);
        Moments many = new Moments(3200, 0.5, 3200);
        ConfidenceSequence wide = ConfidenceSequence.ofMean(few, ERROR);
        ConfidenceSequence narrow = ConfidenceSequence.ofMean(many, ERROR);
        assertTrue(narrow.high() - narrow.low() < (wide.high() - wide.low()) / 4);
        assertEquals(0.5, (narrow.low() + narrow.high()) / 2, 1e-12);
        assertEquals(0, ConfidenceSequence.ofShare(0, 100, ERROR).low());
        assertTrue(ConfidenceSequence.ofShare(0, 100, ERROR).high() < 0.08);
        assertTrue(ConfidenceSequence.ofShare(5, 5, ERROR).low() > 0.3);
    }

    @Test
    void ofNumbersThatAreAllAlikeNothingIsOpen() {
        assertEquals(new ConfidenceSequence(0, 0), ConfidenceSequence.ofMean(new Moments(16, 0, 0), ERROR));
    }
}
