package io.likeness.latents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.model.Label;
import io.likeness.latents.LatentDensity.Component;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LatentLikelihoodTest {
    /** Sums of a few logarithms near 10 in DOUBLE. */
    private static final double ROUNDING = 1e-12;

    @Test
    void isTheLogarithmOfTheWeightedSumOfGaussians() {
        LatentDensity density = new LatentDensity(
                2,
                List.of(
                        new Component(0.3, new double[] {1, -1}, new double[] {2, 0, 0.5}),
                        new Component(0.7, new double[] {0, 2}, new double[] {1, 0, 3})));
        double expected = Math.log(
                0.3 * normal(0.5, 1, 2) * normal(0.25, -1, 0.5) + 0.7 * normal(0.5, 0, 1) * normal(0.25, 2, 3));

        assertEquals(expected, new LatentLikelihood(density).logDensity(new float[] {0.5f, 0.25f}), ROUNDING);
    }

    @Test
    void ofAKernelEstimateItIsTheSumOverItsCentres() {
        double[] centres = {-1, 0.5, 0.75, 4};
        List<Component> components = new ArrayList<>();
        double sum = 0;
        for (double centre : centres) {
            components.add(new Component(0.25, new double[] {centre}));
            sum += 0.25 * normal(1.5, centre, 0.4);
        }
        LatentDensity density = LatentDensity.ofKernels(1, List.of(), components, new double[] {0.4});

        assertEquals(Math.log(sum), new LatentLikelihood(density).logDensity(new float[] {1.5f}), ROUNDING);
    }

    /** y = 0.5 e1, z = 3 + 2 e1 + 1.5 e2: the latent alone has a variance of 4 + 2.25. */
    @Test
    void labelsAreIntegratedOut() {
        LatentDensity density = new LatentDensity(
                        1,
                        List.of(new Label("age", false, 0, 100)),
                        List.of(new Component(1, new double[] {0, 3}, new double[] {0.5, 2, 1.5})))
                .withLeastLogDensity(-4);
        LatentLikelihood likelihood = new LatentLikelihood(density);

        assertEquals(Math.log(normal(1, 3, 2.5)), likelihood.logDensity(new float[] {1}), ROUNDING);
        assertTrue(likelihood.isPlausible(new float[] {3 + 5.1f}));
        assertFalse(likelihood.isPlausible(new float[] {3 + 5.3f}));
    }

    private static double normal(double x, double mean, double deviation) {
        double z = (x - mean) / deviation;
        return Math.exp(-0.5 * z * z) / (deviation * Math.sqrt(2 * Math.PI));
    }
}
