package io.likeness.benchmarks.faces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ControlArithmeticTest {
    /** A few operations on doubles. */
    private static final double ROUNDING = 1e-12;

    @Test
    void comparesFramesWithTheFartherEnd() {
        Control.Walks walks = WalkExcess.of(new double[][] {{1, 1.1, 2.6, 2}, {4, 4.6, 3, 1}});
        assertEquals(2, walks.pairs());
        assertEquals(4, walks.frames());
        assertEquals(0.25, walks.shareFarther(), ROUNDING);
        assertEquals(0.3, walks.greatestExcess(), ROUNDING);
    }

    @Test
    void countsNoEndAsExcess() {
        assertEquals(-0.5, WalkExcess.of(new double[][] {{1, 2, 4}}).greatestExcess(), ROUNDING);
    }

    @Test
    void countsWhatIsMoreProbableThanNot() {
        assertEquals(0.5, Features.rate(new double[] {0.5, 0.51, 0.1, 1}), ROUNDING);
    }

    @Test
    void averagesTheNearest() {
        double[][] others = {{0, 3}, {4, 0}, {0, 0}, {100, 0}};
        assertArrayEquals(
                new double[] {(0 + 3) / 2.0, (1 + 5) / 2.0},
                Features.toNearest(new double[][] {{0, 0}, {5, 0}}, others, 2),
                ROUNDING);
    }
}
