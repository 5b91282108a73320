package io.likeness.training.adversarial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.likeness.latents.RandomStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomShiftsPropertyTest {
    private static final int COUNT = 4;
    private static final int LENGTH = 3 * 16 * 16;

    /** {@code <A x, g> = <x, A' g>}: what a gradient is to a linear map. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void goingBackIsTheAdjointOfTheShift(long seed) {
        RandomStream random = new RandomStream(seed);
        RandomShifts shifts = new RandomShifts(3, 16);
        shifts.draw(random, COUNT);
        float[] images = numbers(random);
        float[] gradient = numbers(random);
        float[] shifted = new float[COUNT * LENGTH];
        float[] back = new float[COUNT * LENGTH];
        shifts.apply(images, COUNT, shifted);
        shifts.back(gradient, COUNT, back);
        double there = 0;
        double here = 0;
        for (int i = 0; i < COUNT * LENGTH; i++) {
            there += (double) shifted[i] * gradient[i];
            here += (double) images[i] * back[i];
        }
        assertNotEquals(0, there);
        // The same products in another order, in double.
        assertEquals(there, here, 1e-9);
    }

    /** One bright pixel in the middle, of one image after the other. */
    @Test
    void movesByUpToAnEighthOfTheSideAndLeavesZerosBehind() {
        RandomShifts shifts = new RandomShifts(1, 16);
        RandomStream random = new RandomStream(1);
        Set<Integer> rows = new TreeSet<>();
        Set<Integer> columns = new TreeSet<>();
        float[] image = new float[256];
        image[8 * 16 + 8] = 1;
        float[] shifted = new float[256];
        for (int i = 0; i < 200; i++) {
            shifts.draw(random, 1);
            shifts.apply(image, 1, shifted);
            int bright = IntStream.range(0, 256)
                    .filter(p -> shifted[p] == 1)
                    .findFirst()
                    .orElseThrow();
            rows.add(bright / 16);
            columns.add(bright % 16);
            assertEquals(
                    255, IntStream.range(0, 256).filter(p -> shifted[p] == 0).count());
        }
        assertEquals(Set.of(6, 7, 8, 9, 10), rows);
        assertEquals(Set.of(6, 7, 8, 9, 10), columns);
    }

    private static float[] numbers(RandomStream random) {
        float[] numbers = new float[COUNT * LENGTH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
