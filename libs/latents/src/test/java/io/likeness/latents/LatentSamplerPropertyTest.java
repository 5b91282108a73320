package io.likeness.latents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.latents.LatentDensity.Component;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sampled latents have the density's moments. With n samples the standard error of a mean is s / sqrt(n), that of a covariance
 * of Gaussians at most s1 s2 sqrt(2 / n); five of them are allowed, which a right sampler misses once in about two million.
 */
final class LatentSamplerPropertyTest {
    private static final int SAMPLES = 40_000;
    private static final double STANDARD_ERRORS = 5;
    private static final int LATENTS = 4;

    @ParameterizedTest
    @ValueSource(longs = {1, 2026, 123_456_789})
    void oneComponentKeepsItsMeanAndCovariance(long seed) {
        Component component = randomComponent(new RandomStream(seed), 1);
        double[][] samples = samples(new LatentDensity(LATENTS, List.of(component)), seed);
        double[][] covariance = covariance(component);

        for (int i = 0; i < LATENTS; i++) {
            double tolerance = STANDARD_ERRORS * Math.sqrt(covariance[i][i] / SAMPLES);
            assertEquals(component.mean()[i], mean(samples, i), tolerance, "mean " + i + ", seed " + seed);
            for (int j = 0; j <= i; j++) {
                double scale = Math.sqrt(covariance[i][i] * covariance[j][j]);
                assertEquals(
                        covariance[i][j],
                        covariance(samples, i, j),
                        STANDARD_ERRORS * scale * Math.sqrt(2.0 / SAMPLES),
                        "covariance " + i + ", " + j + ", seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 44, 555})
    void componentsAreDrawnByTheirWeights(long seed) {
        double weight = 0.3;
        Component left = new Component(weight, new double[] {-100}, new double[] {1});
        Component right = new Component(1 - weight, new double[] {100}, new double[] {1});
        double[][] samples = samples(new LatentDensity(1, List.of(left, right)), seed);

        double share = 0;
        for (double[] sample : samples) {
            share += sample[0] < 0 ? 1.0 / SAMPLES : 0;
        }

        double standardError = Math.sqrt(weight * (1 - weight) / SAMPLES);
        assertEquals(weight, share, STANDARD_ERRORS * standardError, "seed " + seed);
    }

    private static double[][] samples(LatentDensity density, long seed) {
        LatentSampler sampler = new LatentSampler(density);
        double[][] samples = new double[SAMPLES][density.latents()];
        for (int index = 0; index < SAMPLES; index++) {
            float[] latent = sampler.sample(LatentSampler.imageSeed(seed, index));
            for (int i = 0; i < latent.length; i++) {
                samples[index][i] = latent[i];
            }
        }
        return samples;
    }

    private static Component randomComponent(RandomStream random, double weight) {
        double[] mean = new double[LATENTS];
        double[] cholesky = new double[LATENTS * (LATENTS + 1) / 2];
        for (int row = 0, next = 0; row < LATENTS; row++) {
            mean[row] = 3 * random.nextGaussian();
            for (int column = 0; column <= row; column++) {
                cholesky[next++] = column == row ? 0.5 + random.nextDouble() : random.nextGaussian();
            }
        }
        return new Component(weight, mean, cholesky);
    }

    /** L L^T. */
    private static double[][] covariance(Component component) {
        double[] cholesky = new LatentDensity(LATENTS, List.of(component)).cholesky(component);
        double[][] product = new double[LATENTS][LATENTS];
        for (int i = 0; i < LATENTS; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = 0; k <= j; k++) {
                    product[i][j] += cholesky[i * (i + 1) / 2 + k] * cholesky[j * (j + 1) / 2 + k];
                }
            }
        }
        return product;
    }

    private static double mean(double[][] samples, int i) {
        double sum = 0;
        for (double[] sample : samples) {
            sum += sample[i];
        }
        return sum / samples.length;
    }

    private static double covariance(double[][] samples, int i, int j) {
        double meanOfI = mean(samples, i);
        double meanOfJ = mean(samples, j);
        double sum = 0;
        for (double[] sample : samples) {
            sum += (sample[i] - meanOfI) * (sample[j] - meanOfJ);
        }
        return sum / (samples.length - 1);
    }
}
