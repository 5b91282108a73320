package io.likeness.training.adversarial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.likeness.contracts.model.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferentiableAugmentationPropertyTest {
    private static final int COUNT = 4;
    private static final int LENGTH = 3 * 16 * 16;

    /** {@code <A x - A y, g> = <x - y, A' g>}: what a gradient is to a map that is linear but for a constant. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void goingBackIsTheAdjointOfTheChange(long seed) {
        RandomStream random = new RandomStream(seed);
        DifferentiableAugmentation augmentation = new DifferentiableAugmentation(3, 16);
        augmentation.draw(random, COUNT);
        float[] first = numbers(random);
        float[] second = numbers(random);
        float[] gradient = numbers(random);
        float[] firstChanged = new float[COUNT * LENGTH];
        float[] secondChanged = new float[COUNT * LENGTH];
        float[] back = new float[COUNT * LENGTH];
        augmentation.apply(first, COUNT, firstChanged);
        augmentation.apply(second, COUNT, secondChanged);
        augmentation.back(gradient, COUNT, back);
        double changed = 0;
        double plain = 0;
        for (int i = 0; i < COUNT * LENGTH; i++) {
            changed += ((double) firstChanged[i] - secondChanged[i]) * gradient[i];
            plain += ((double) first[i] - second[i]) * back[i];
        }
        assertNotEquals(0, changed);
        // Some 3,000 products of numbers near 1, in FLOAT.
        assertEquals(changed, plain, 1e-3);
    }

    private static float[] numbers(RandomStream random) {
        float[] numbers = new float[COUNT * LENGTH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
