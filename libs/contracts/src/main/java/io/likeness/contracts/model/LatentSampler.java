package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.LatentDensity.Component;

/**
 * Draws latents from a density, one {@link RandomStream} an image: latent k of a request depends on the density, the request's
 * seed and k alone, so that batch size, replica and thread count cannot change it. Immutable, safe for threads.
 */
public final class LatentSampler {
    private final LatentDensity density;

    public LatentSampler(LatentDensity density) {
        this.density = density;
    }

    /** The seed of image {@code index}: {@code seed + index}, modulo 2^53, so that it fits every JSON reader. */
    public static long imageSeed(long seed, int index) {
        Require.between("seed", seed, 0, Require.GREATEST_SEED);
        Require.between("index", index, 0, Integer.MAX_VALUE);
        return (seed + index) & Require.GREATEST_SEED;
    }

    /** The latent of one image seed, {@code float[D]}: {@code m_k + L_k e}, k drawn by weight, e standard normal. */
    public float[] sample(long imageSeed) {
        RandomStream random = new RandomStream(imageSeed);
        Component component = choose(random.nextDouble());
        double[] noise = new double[density.latents()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextGaussian();
        }
        float[] latent = new float[noise.length];
        int next = 0;
        for (int row = 0; row < latent.length; row++) {
            double value = component.mean()[row];
            for (int column = 0; column <= row; column++) {
                value += component.cholesky()[next++] * noise[column];
            }
            latent[row] = (float) value;
        }
        return latent;
    }

    private Component choose(double uniform) {
        double sum = 0;
        for (Component component : density.components()) {
            sum += component.weight();
            if (uniform < sum) {
                return component;
            }
        }
        return density.components().getLast();
    }
}
