package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ResamplingTest {
    /** Weights are exact fractions rounded once to float. */
    private static final float ROUNDING = 1e-7f;

    @Test
    void halvesWithATriangleOfRadiusTwo() {
        Resampling half = Resampling.of(4, 2);
        assertArrayEquals(new int[] {0, 1}, half.first());
        assertArrayEquals(new float[] {3 / 7f, 3 / 7f, 1 / 7f}, half.weights()[0], ROUNDING);
        assertArrayEquals(new float[] {1 / 7f, 3 / 7f, 3 / 7f}, half.weights()[1], ROUNDING);
    }

    @Test
    void doublesByLinearInterpolation() {
        Resampling twice = Resampling.of(2, 4);
        assertArrayEquals(new float[] {0.75f, 0.25f}, twice.weights()[1], ROUNDING);
        assertArrayEquals(new float[] {0.25f, 0.75f}, twice.weights()[2], ROUNDING);
    }

    @Test
    void resizesAPlaneAsComputedByHand() {
        byte[] row = {0, 70, (byte) 140, (byte) 210};
        assertArrayEquals(new byte[] {50, (byte) 160}, PlaneResize.of(row, 4, 1, 1, 2, 1));
        assertArrayEquals(new byte[] {50, (byte) 160}, PlaneResize.of(row, 1, 4, 1, 1, 2));
    }

    @Test
    void keepsTheSizeExactly() {
        byte[] square = {0, 1, (byte) 254, (byte) 255};
        assertArrayEquals(square, PlaneResize.of(square, 2, 2, 1, 2, 2));
    }

    @Test
    void everyInputIsReadAndWeightsSumToOne() {
        SeededCases.forEach(200, random -> {
            int from = random.nextInt(1, 400);
            Resampling resampling = Resampling.of(from, random.nextInt(1, 200));
            assertEquals(0, resampling.first()[0]);
            assertEquals(from, resampling.end(resampling.to() - 1));
            for (float[] weights : resampling.weights()) {
                float sum = 0;
                for (float weight : weights) {
                    sum += weight;
                }
                // Up to 800 float additions.
                assertEquals(1f, sum, 1e-5f);
            }
        });
    }
}
