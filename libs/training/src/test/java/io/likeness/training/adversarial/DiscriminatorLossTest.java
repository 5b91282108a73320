package io.likeness.training.adversarial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.training.network.DiscriminatorDesign;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

final class DiscriminatorLossTest {
    /** Two labels, so three maps of 2 x 2 logits. */
    private static final DiscriminatorLoss LOSS = new DiscriminatorLoss(new DiscriminatorDesign(1, 8, List.of(4), 2));

    private static final int IMAGES = 2;
    private static final float[] LABELS = {1, -1, 0.5f, 1};
    private static final float MARGIN = DiscriminatorLoss.MARGIN;
    /** In margins. */
    private static final double STEP = 1e-2;

    @Test
    void hingesAreZeroBeyondTheirMargins() {
        float[] logits = new float[24];
        assertEquals(1, LOSS.hinge(logits, IMAGES, 1, new float[24]));
        for (int i = 0; i < 4; i++) {
            logits[i] = 3 * MARGIN;
            logits[12 + i] = -3 * MARGIN;
        }
        assertEquals((0 + 4) / 2.0, LOSS.hinge(logits, IMAGES, 1, new float[24]), "photographs");
        assertEquals((4 + 0) / 2.0, LOSS.hinge(logits, IMAGES, -1, new float[24]), "drawn faces");
    }

    @Test
    void labelsCostNothingWhereTheyAreReadForSureAndLogTwoWhereNothingIsSaid() {
        assertEquals(Math.log(2), LOSS.labels(new float[24], LABELS, IMAGES, 1, new float[24]), 1e-12);
        float[] sure = new float[24];
        for (int i = 0; i < 4; i++) {
            sure[4 + i] = 30 * MARGIN;
            sure[8 + i] = -30 * MARGIN;
        }
        assertEquals(0, LOSS.labels(sure, new float[] {1, -1}, 1, 1, new float[24]), 1e-12);
        assertEquals(30, LOSS.labels(sure, new float[] {-1, 1}, 1, 1, new float[24]), 1e-9);
    }

    @Test
    void derivativesAreThoseOfFiniteDifferences() {
        float[] derivatives = new float[24];
        LOSS.hinge(logits(), IMAGES, 1, derivatives);
        LOSS.labels(logits(), LABELS, IMAGES, 1, derivatives);
        assertDerivatives(
                logits -> LOSS.hinge(logits, IMAGES, 1, new float[24])
                        + LOSS.labels(logits, LABELS, IMAGES, 1, new float[24]),
                derivatives);
        LOSS.hinge(logits(), IMAGES, -1, derivatives);
        assertDerivatives(
                logits -> LOSS.hinge(logits, IMAGES, -1, new float[24])
                        + LOSS.labels(logits, LABELS, IMAGES, 1, new float[24]),
                derivatives);
    }

    @Test
    void theDecoderPullsEveryLogitOfTheFirstMapUp() {
        float[] derivatives = new float[24];
        LOSS.decoder(IMAGES, 0.5, derivatives);
        float each = -0.5f / 8;
        float[] expected = new float[24];
        for (int i = 0; i < 4; i++) {
            expected[i] = each;
            expected[12 + i] = each;
        }
        assertArrayEquals(expected, derivatives);
    }

    private static float[] logits() {
        float[] logits = new float[24];
        for (int i = 0; i < logits.length; i++) {
            // Nowhere nearer than a step to a margin of the hinges.
            logits[i] = (float) (2.3 * MARGIN * Math.sin(5 * i + 1));
        }
        return logits;
    }

    private static void assertDerivatives(ToDoubleFunction<float[]> loss, float[] found) {
        for (int i = 0; i < found.length; i++) {
            float[] above = logits();
            float[] below = logits();
            above[i] += (float) (STEP * MARGIN);
            below[i] -= (float) (STEP * MARGIN);
            double expected = (loss.applyAsDouble(above) - loss.applyAsDouble(below)) / (2 * STEP);
            // By a logit in margins a derivative is at most 1/8; the third one's part is below step^2.
            assertEquals(expected, found[i] * MARGIN, STEP * STEP, "logit " + i);
        }
    }
}
