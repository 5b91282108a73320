package io.likeness.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.latents.RandomStream;
import org.junit.jupiter.api.Test;

class SlicedWassersteinTest {
    private static final int SIDE = 32;
    private static final int COUNT = 64;

    private final SlicedWasserstein distance = new SlicedWasserstein(1, SIDE, 3);

    @Test
    void ofASetToItselfItIsZero() {
        float[] images = stripes(1, 1);
        assertEquals(0, distance.between(images, images, COUNT));
    }

    @Test
    void itGrowsWithTheBlur() {
        float[] images = stripes(1, 1);
        double other = distance.between(images, stripes(2, 1), COUNT);
        double soft = distance.between(images, stripes(2, 0.6), COUNT);
        double softer = distance.between(images, stripes(2, 0.3), COUNT);
        assertTrue(other < soft && soft < softer, other + " " + soft + " " + softer);
    }

    /** Stripes of chance width and place over noise of a fine grain, whose strength is the sharpness. */
    private static float[] stripes(long seed, double sharpness) {
        RandomStream random = new RandomStream(seed);
        float[] images = new float[COUNT * SIDE * SIDE];
        for (int image = 0; image < COUNT; image++) {
            double width = 4 + 4 * random.nextDouble();
            double phase = 10 * random.nextDouble();
            for (int i = 0; i < SIDE * SIDE; i++) {
                double wave = Math.sin((i % SIDE + phase) / width);
                images[image * SIDE * SIDE + i] = (float) (0.5 + 0.3 * wave + 0.1 * sharpness * random.nextGaussian());
            }
        }
        return images;
    }
}
