package io.likeness.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.latents.RandomStream;
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
    void cloudsOfFewerPointsThanDimensionsHaveADistance() {
        for (int points = 2; points < 12; points++) {
            double[][] few = flat(points);
            double[][] others = flat(200);
            assertEquals(0, FrechetDistance.between(few, few), 1e-9);
            double distance = FrechetDistance.between(few, others);
            // The ridge that makes a covariance positive is 1e-10 of its greatest variance.
            assertEquals(distance, FrechetDistance.between(others, few), 1e-3 * distance);
            assertTrue(distance > 0, "found " + distance);
        }
    }

    @Test
    void meanPairwiseDistanceIsThatOfThreeKnownPoints() {
        float[] points = {0, 0, 3, 4, 0, 8};
        assertEquals((5 + 8 + 5) / 3.0, PixelDistance.meanPairwise(points, 2), 1e-12);
    }

    /** Round spots on a ground of 8 x 8 pixels, most of which are equal. */
    private static double[][] flat(int count) {
        RandomStream random = new RandomStream(count);
        double[][] points = new double[count][64];
        for (double[] point : points) {
            double x = 2 + 4 * random.nextDouble();
            double y = 2 + 4 * random.nextDouble();
            for (int i = 0; i < point.length; i++) {
                double square = (i % 8 - x) * (i % 8 - x) + (i / 8 - y) * (i / 8 - y);
                point[i] = Math.floor(220 * Math.exp(-square)) / 255;
            }
        }
        return points;
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
