package io.likeness.generator;

import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.latents.Cholesky;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentDensity.Component;
import java.util.List;

/** Latent densities for tests. */
public final class Densities {
    /** The labels of {@link #labelled}. */
    public static final List<Label> LABELS =
            List.of(new Label("Smiling", true, -1, 1), new Label("age", false, 0, 100));

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

    /** One Gaussian over two labels, {@code Smiling} and {@code age}, and latents, the first of which goes with the smile. */
    public static LatentDensity labelled(int latents) {
        int size = LABELS.size() + latents;
        double[] cholesky = new double[size * (size + 1) / 2];
        for (int row = 0; row < size; row++) {
            cholesky[Cholesky.index(row, row)] = row < LABELS.size() ? 0.5 : 1;
        }
        cholesky[Cholesky.index(LABELS.size(), 0)] = 2;
        double[] mean = new double[size];
        mean[1] = 0.25;
        return new LatentDensity(latents, LABELS, List.of(new Component(1, mean, cholesky)));
    }

    /** One attribute, {@code Smiling}, along the first latent. */
    public static LatentDirections directions(int latents) {
        double[] vector = new double[latents];
        vector[0] = 2;
        return new LatentDirections(latents, List.of(new LatentDirections.Direction("Smiling", vector)));
    }
}
