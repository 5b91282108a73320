package io.likeness.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.model.RandomStream;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
    @Test
    void equalCloudsAreAtDistanceZero() {
        double[][] cloud = cloud(1, 0);
        assertEquals(0, FrechetDistance.between(cloud, cloud), 1e-9);
    }

    /** For covariances s^2 I and t^2 I in D dimensions the distance is |m|^2 + D (s - t)^2, here 3 * 4 + 3 * 1. */
    @Test
    void isTheClosedFormForRoundClouds() {
        assertEquals(15, FrechetDistance.between(cloud(1, 0), cloud(2, 2)), 0.3);
    }

    @Test
    void meanPairwiseDistanceIsThatOfThreeKnownPoints() {
        float[] points = {0, 0, 3, 4, 0, 8};
        assertEquals((5 + 8 + 5) / 3.0, PixelDistance.meanPairwise(points, 2), 1e-12);
    }

    private static double[][] cloud(double scale, double mean) {
        RandomStream random = new RandomStream((long) (10 * scale));
        double[][] points = new double[20_000][3];
        for (double[] point : points) {
            for (int d = 0; d < 3; d++) {
                point[d] = mean + scale * random.nextGaussian();
            }
        }
        return points;
    }
}
