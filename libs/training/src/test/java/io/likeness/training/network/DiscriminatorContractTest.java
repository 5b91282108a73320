package io.likeness.training.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.latents.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/** What every {@link Discriminator} in FLOAT does: the numbers of the graph in DOUBLE, whose own gradients are those of finite differences. */
public abstract class DiscriminatorContractTest {
    private static final int IMAGES = 3;
    /** Sums of some 1,000 products in another order. */
    private static final double ROUNDING = 1e-5;

    /** A new discriminator, which the suite closes. */
    protected abstract Discriminator discriminator(DiscriminatorDesign design);

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 0", "1, 20"})
    void logitsAndGradientsAreThoseOfTheGraphInDouble(int channels, int labels) {
        DiscriminatorDesign design = new DiscriminatorDesign(channels, 16, List.of(6, 20), labels);
        Passed expected = pass(new SameDiffDiscriminator(design, DataType.DOUBLE), design);
        Passed found = pass(discriminator(design), design);
        assertClose(expected.logits, found.logits, "logit");
        assertClose(expected.gradients, found.gradients, "parameter");
        assertClose(expected.imageGradients, found.imageGradients, "pixel");
    }

    @Test
    void imageGradientsAreThoseOfFiniteDifferences() {
        DiscriminatorDesign design = design();
        float[] images = numbers(design.imageLength() * IMAGES, 1);
        float[] byLogits = numbers(design.logits() * IMAGES, 3);
        float[] gradients = new float[images.length];
        // Large against FLOAT's rounding of sums near 1.
        float step = 1e-2f;
        try (Discriminator discriminator = discriminator(design)) {
            discriminator.load(Parameters.of(design).initial(2));
            discriminator.logits(images, IMAGES);
            discriminator.backward(byLogits, null, gradients);
            for (int pixel = 5; pixel < images.length; pixel += 97) {
                float before = images[pixel];
                images[pixel] = before + step;
                double above = product(discriminator.logits(images, IMAGES), byLogits);
                images[pixel] = before - step;
                double below = product(discriminator.logits(images, IMAGES), byLogits);
                images[pixel] = before;
                // A kink of a leaky rectifier may lie between the two.
                assertEquals(
                        (above - below) / (2 * step), gradients[pixel], 2e-2 * greatest(gradients), "pixel " + pixel);
            }
        }
    }

    @Test
    void everyImageHasItsOwnMapsOfLogits() {
        DiscriminatorDesign design = design();
        float[] images = numbers(design.imageLength() * IMAGES, 1);
        try (Discriminator discriminator = discriminator(design)) {
            discriminator.load(Parameters.of(design).initial(2));
            float[] all = discriminator.logits(images, IMAGES);
            assertEquals(IMAGES * design.logits(), all.length);
            float[] one = discriminator.logits(Arrays.copyOf(images, design.imageLength()), 1);
            assertArrayEquals(Arrays.copyOf(all, one.length), one, (float) ROUNDING);
        }
    }

    private static Passed pass(Discriminator given, DiscriminatorDesign design) {
        float[] weights = Parameters.of(design).initial(2);
        try (Discriminator discriminator = given) {
            discriminator.load(weights);
            float[] images = numbers(design.imageLength() * IMAGES, 1);
            float[] logits = discriminator.logits(images, IMAGES);
            float[] gradients = new float[weights.length];
            float[] imageGradients = new float[images.length];
            float[] byLogits = numbers(logits.length, 3);
            discriminator.backward(byLogits, gradients, null);
            discriminator.backward(byLogits, null, imageGradients);
            return new Passed(logits, gradients, imageGradients);
        }
    }

    private static DiscriminatorDesign design() {
        return new DiscriminatorDesign(1, 16, List.of(6, 20), 2);
    }

    private static float[] numbers(int length, long seed) {
        RandomStream random = new RandomStream(seed);
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static double product(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    private static void assertClose(float[] expected, float[] found, String what) {
        double greatest = greatest(expected);
        assertTrue(greatest > 0, what);
        assertEquals(expected.length, found.length, what);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], ROUNDING * greatest, what + " " + i);
        }
    }

    private static double greatest(float[] values) {
        double greatest = 0;
        for (float value : values) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        return greatest;
    }

    private record Passed(float[] logits, float[] gradients, float[] imageGradients) {}
}
