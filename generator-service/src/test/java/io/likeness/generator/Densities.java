package io.likeness.generator;

import io.likeness.contracts.model.LatentDensity;
import io.likeness.contracts.model.LatentDensity.Component;
import java.util.List;

/** Latent densities for tests. */
public final class Densities {

    private Densities() {}

    /** Two Gaussians around -1 and 1, of standard deviation 1 and without correlation. */
    public static LatentDensity twoGaussians(int latents) {
        return new LatentDensity(latents, List.of(gaussian(0.25, -1, latents), gaussian(0.75, 1, latents)));
    }

    private static Component gaussian(double weight, double centre, int latents) {
        double[] mean = new double[latents];
        double[] cholesky = new double[latents * (latents + 1) / 2];
        for (int row = 0; row < latents; row++) {
            mean[row] = centre;
            cholesky[row * (row + 1) / 2 + row] = 1;
        }
        return new Component(weight, mean, cholesky);
    }
}
