package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import java.util.List;

/**
 * A Gaussian mixture over latents, fitted after training (Ghosh et al., "From Variational to Deterministic Autoencoders", ICLR
 * 2020): {@code p(z) = sum_k w_k N(z; m_k, L_k L_k^T)}. The content of {@code density.json}.
 *
 * @param latents D, length of a latent vector
 * @param components at least one; weights positive, their sum 1 within 1e-6
 */
public record LatentDensity(int latents, List<Component> components) {
    private static final double WEIGHT_SUM_TOLERANCE = 1e-6;

    public LatentDensity {
        Require.between("latents", latents, 1, 65_536);
        components = List.copyOf(Require.present("components", components));
        Require.between("components", components.size(), 1, 10_000);
        double sum = 0;
        for (Component component : components) {
            Require.between("components.mean", component.mean.length, latents, latents);
            sum += component.weight;
        }
        if (Math.abs(sum - 1) > WEIGHT_SUM_TOLERANCE) {
            throw Require.invalid("components.weight", "a sum of 1", Double.toString(sum));
        }
    }

    /**
     * One Gaussian. The arrays are owned by the record: callers neither change what they pass nor what they get.
     *
     * @param weight above 0, at most 1
     * @param mean {@code double[D]}
     * @param cholesky lower triangle of L by rows, {@code double[D (D + 1) / 2]}
     */
    @SuppressWarnings("ArrayRecordComponent") // A latent density holds thousands of numbers; boxing them serves nobody.
    public record Component(double weight, double[] mean, double[] cholesky) {
        public Component {
            if (!(weight > 0 && weight <= 1)) {
                throw Require.invalid("components.weight", "above 0 and at most 1", Double.toString(weight));
            }
            Require.present("components.mean", mean);
            Require.present("components.cholesky", cholesky);
            long triangle = mean.length * (mean.length + 1L) / 2;
            Require.between("components.cholesky", cholesky.length, triangle, triangle);
        }
    }
}
