package io.likeness.training.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.Json;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentDensity.Component;
import io.likeness.latents.RandomStream;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixtureFitTest {
    private static final int POINTS = 20_000;
    /** Standard errors of means and factors of 6,000 points of unit scale are near 0.015; this is four of them. */
    private static final double TOLERANCE = 0.06;

    @Test
    void findsTwoKnownClustersWithTheirCovariances() {
        LatentDensity density = MixtureFit.fit(LabelledLatents.unlabelled(twoClusters(), 2), 2, 3);

        List<Component> found = density.components().stream()
                .sorted(Comparator.comparingDouble(Component::weight))
                .toList();
        assertEquals(0.3, found.get(0).weight(), 0.015);
        assertArrayEquals(new double[] {-4, 3}, found.get(0).mean(), TOLERANCE);
        assertArrayEquals(new double[] {0.5, 0, 1}, density.cholesky(found.get(0)), TOLERANCE);
        assertEquals(0.7, found.get(1).weight(), 0.015);
        assertArrayEquals(new double[] {2, 0}, found.get(1).mean(), TOLERANCE);
        assertArrayEquals(new double[] {1, 0.8, 0.6}, density.cholesky(found.get(1)), TOLERANCE);
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        LabelledLatents points = LabelledLatents.unlabelled(twoClusters(), 2);
        assertArrayEquals(Json.encode(MixtureFit.fit(points, 4, 9)), Json.encode(MixtureFit.fit(points, 4, 9)));
    }

    @Test
    void fewPointsGiveFewComponentsAndAPositiveCovariance() {
        LatentDensity density = MixtureFit.fit(LabelledLatents.unlabelled(new float[] {1, 2, 3}, 3), 10, 0);
        assertEquals(1, density.components().size());
        Component only = density.components().getFirst();
        assertArrayEquals(new double[] {1, 2, 3}, only.mean(), 1e-9);
        assertEquals(1e-4, density.cholesky(only)[0], 1e-9);
    }

    /** 30 % at (-4, 3) with factor [0.5; 0 1], 70 % at (2, 0) with factor [1; 0.8 0.6]. */
    private static float[] twoClusters() {
        RandomStream random = new RandomStream(1);
        float[] points = new float[2 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            boolean small = random.nextDouble() < 0.3;
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            points[2 * i] = (float) (small ? -4 + 0.5 * a : 2 + a);
            points[2 * i + 1] = (float) (small ? 3 + b : 0.8 * a + 0.6 * b);
        }
        return points;
    }
}
