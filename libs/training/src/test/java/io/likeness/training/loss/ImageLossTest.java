package io.likeness.training.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.training.LossWeights;
import io.likeness.latents.RandomStream;
import org.junit.jupiter.api.Test;

class ImageLossTest {
    private static final int SIDE = 20;
    private static final int CHANNELS = 2;
    private static final int IMAGES = 3;
    private static final int LENGTH = IMAGES * CHANNELS * SIDE * SIDE;

    @Test
    void anImageIsLikeItself() {
        float[] image = noise(1);
        LossTerms terms = loss(1, 1, 1).measure(image, image, IMAGES);
        assertEquals(0, terms.mse());
        assertEquals(0, terms.l1());
        // FLOAT means of squares, whose differences cancel.
        assertEquals(1, terms.ssim(), 1e-5);
    }

    @Test
    void theSimilarityIsThatOfTheWindowsDirectSums() {
        float[] first = noise(1);
        float[] second = noise(2);
        LossTerms terms = loss(1, 1, 1).measure(first, second, IMAGES);
        // FLOAT sums of 121 products against DOUBLE ones.
        assertEquals(directSimilarity(first, second), terms.ssim(), 1e-5);
    }

    @Test
    void theGradientIsThatOfSmallChanges() {
        float[] target = noise(1);
        float[] reconstruction = noise(2);
        LossWeights weights = new LossWeights(0.7, 0.2, 0.5);
        ImageLoss loss = new ImageLoss(weights, CHANNELS, SIDE);
        float[] gradient = new float[LENGTH];
        LossTerms terms = loss.gradient(reconstruction, target, IMAGES, gradient);
        assertEquals(loss.measure(reconstruction, target, IMAGES).weighted(weights), terms.weighted(weights), 1e-6);
        double step = 1e-3;
        for (int i = 0; i < LENGTH; i += 97) {
            if (Math.abs(reconstruction[i] - target[i]) < 2 * step) {
                continue; // the absolute error has a kink there
            }
            double expected = (directLoss(changed(reconstruction, i, step), target, weights)
                            - directLoss(changed(reconstruction, i, -step), target, weights))
                    / (2 * step);
            // The second order of the difference, and FLOAT in the gradient.
            assertEquals(expected, gradient[i], 2e-3 * Math.abs(expected) + 2e-7, "pixel " + i);
        }
    }

    @Test
    void termsWithoutAWeightAreNotComputedForAGradient() {
        LossTerms terms = loss(1, 0, 0).gradient(noise(1), noise(2), IMAGES, new float[LENGTH]);
        assertTrue(Double.isNaN(terms.l1()) && Double.isNaN(terms.ssim()), terms.toString());
        assertEquals(java.util.Set.of("mse"), terms.byName().keySet());
    }

    private static ImageLoss loss(double mse, double l1, double ssim) {
        return new ImageLoss(new LossWeights(mse, l1, ssim), CHANNELS, SIDE);
    }

    private static float[] noise(long seed) {
        RandomStream random = new RandomStream(seed);
        float[] image = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            image[i] = (float) (0.5 + 0.3 * Math.sin(0.3 * (i % SIDE)) + 0.2 * (random.nextDouble() - 0.5));
        }
        return image;
    }

    private static float[] changed(float[] image, int i, double by) {
        float[] copy = image.clone();
        copy[i] += (float) by;
        return copy;
    }

    private static double directLoss(float[] first, float[] second, LossWeights weights) {
        double squared = 0;
        double absolute = 0;
        for (int i = 0; i < LENGTH; i++) {
            double difference = (double) first[i] - second[i];
            squared += difference * difference / LENGTH;
            absolute += Math.abs(difference) / LENGTH;
        }
        return new LossTerms(squared, absolute, directSimilarity(first, second)).weighted(weights);
    }

    /** Every window by itself, in DOUBLE. */
    private static double directSimilarity(float[] first, float[] second) {
        double[] window = new double[11];
        double norm = 0;
        for (int i = 0; i < 11; i++) {
            window[i] = Math.exp(-(i - 5) * (i - 5) / (2 * 1.5 * 1.5));
            norm += window[i];
        }
        double sum = 0;
        int windows = 0;
        for (int plane = 0; plane < IMAGES * CHANNELS; plane++) {
            for (int top = 0; top <= SIDE - 11; top++) {
                for (int left = 0; left <= SIDE - 11; left++) {
                    double[] means = new double[5];
                    for (int y = 0; y < 11; y++) {
                        for (int x = 0; x < 11; x++) {
                            double weight = window[y] * window[x] / (norm * norm);
                            int i = (plane * SIDE + top + y) * SIDE + left + x;
                            means[0] += weight * first[i];
                            means[1] += weight * second[i];
                            means[2] += weight * first[i] * first[i];
                            means[3] += weight * second[i] * second[i];
                            means[4] += weight * first[i] * second[i];
                        }
                    }
                    double covariance = means[4] - means[0] * means[1];
                    double variances = means[2] - means[0] * means[0] + means[3] - means[1] * means[1];
                    sum += (2 * means[0] * means[1] + 1e-4)
                            * (2 * covariance + 9e-4)
                            / ((means[0] * means[0] + means[1] * means[1] + 1e-4) * (variances + 9e-4));
                    windows++;
                }
            }
        }
        return sum / windows;
    }
}
