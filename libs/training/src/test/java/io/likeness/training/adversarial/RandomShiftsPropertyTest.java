package io.likeness.training.adversarial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.likeness.contracts.model.RandomStream;
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
        assertEquals(there, here, 1e-9);
    }

    private static float[] numbers(RandomStream random) {
        float[] numbers = new float[COUNT * LENGTH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
