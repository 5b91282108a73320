package io.likeness.latents;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.Label;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian mixture over x = [scaled labels, latents], labels first, fitted after training (Ghosh et al., "From Variational to
 * Deterministic Autoencoders", ICLR 2020): {@code p(x) = sum_k w_k N(x; m_k, L_k L_k^T)}. The content of {@code density.json}. A density
 * without labels is one over latents alone; one whose components share a factor is a kernel estimate.
 *
 * @param latents D, length of a latent vector
 * @param labels in the order of their L numbers in means and factors, in the form of {@link Label#scaled}; may be empty
 * @param components at least one; weights positive, their sum 1 within 1e-6
 * @param sharedCholesky factor of every component that has none of its own, lower triangle by rows, {@code double[(L + D) (L + D + 1) / 2]}
 * @param leastLogDensity log density of a latent below which hardly any real face lies; absent: not known
 */
@SuppressWarnings("ArrayRecordComponent") // As for a component.
public record LatentDensity(
        int latents,
        List<Label> labels,
        List<Component> components,
        double @Nullable [] sharedCholesky,
        @Nullable Double leastLogDensity) {
    private static final double WEIGHT_SUM_TOLERANCE = 1e-6;

    public LatentDensity {
        Require.between("latents", latents, 1, 65_536);
        labels = List.copyOf(Require.present("labels", labels));
        components = List.copyOf(Require.present("components", components));
        Require.between("components", components.size(), 1, 10_000);
        int dimension = labels.size() + latents;
        if (sharedCholesky != null) {
            Component.requireTriangle("sharedCholesky", sharedCholesky, dimension);
        }
        double sum = 0;
        for (Component component : components) {
            Require.between("components.mean", component.mean.length, dimension, dimension);
            if (sharedCholesky == null) {
                Require.present("components.cholesky", component.cholesky);
            }
            sum += component.weight;
        }
        if (Math.abs(sum - 1) > WEIGHT_SUM_TOLERANCE) {
            throw Require.invalid("components.weight", "a sum of 1", Double.toString(sum));
        }
        if (leastLogDensity != null) {
            Require.finite("leastLogDensity", leastLogDensity);
        }
    }

    /** Over latents alone. */
    public LatentDensity(int latents, List<Component> components) {
        this(latents, List.of(), components);
    }

    /** Of components with factors of their own, and as low as it likes. */
    public LatentDensity(int latents, List<Label> labels, List<Component> components) {
        this(latents, labels, components, null, null);
    }

    /** Of components without factors of their own. */
    public static LatentDensity ofKernels(
            int latents, List<Label> labels, List<Component> components, double[] sharedCholesky) {
        return new LatentDensity(latents, labels, components, sharedCholesky, null);
    }

    @JsonCreator
    static LatentDensity read(
            @JsonProperty("latents") int latents,
            @JsonProperty("labels") @Nullable List<Label> labels,
            @JsonProperty("components") List<Component> components,
            @JsonProperty("sharedCholesky") double @Nullable [] sharedCholesky,
            @JsonProperty("leastLogDensity") @Nullable Double leastLogDensity) {
        return new LatentDensity(
                latents, labels == null ? List.of() : labels, components, sharedCholesky, leastLogDensity);
    }

    /**
     * The density of the other labels and the latents, given some labels: {@code N(m_b + S_ba S_aa^-1 (a - m_a), S_bb - S_ba S_aa^-1 S_ab)} for
     * each component, weighed anew by how likely it makes these labels. Without {@code leastLogDensity}, which is that of all faces.
     *
     * @param scaledLabels by name, each in [-1, 1]; none gives this density
     */
    public LatentDensity given(Map<String, Double> scaledLabels) {
        return scaledLabels.isEmpty() ? this : new Conditioning(this, scaledLabels).apply();
    }

    /** The same density, saying how low real faces reach. */
    public LatentDensity withLeastLogDensity(double least) {
        return new LatentDensity(latents, labels, components, sharedCholesky, least);
    }

    /**
     * The density that draws what this one draws at a temperature: labels keep their moments, and latents their mean given labels. Without {@code
     * leastLogDensity}, which is to be found anew.
     *
     * @param factor of the latents' own noise, above 0
     */
    public LatentDensity widened(double factor) {
        if (!(factor > 0 && Double.isFinite(factor))) {
            throw Require.invalid("factor", "a number above 0", Double.toString(factor));
        }
        List<Component> wider = components.stream()
                .map(one ->
                        one.cholesky == null ? one : new Component(one.weight, one.mean, widened(one.cholesky, factor)))
                .toList();
        double @Nullable [] shared = sharedCholesky == null ? null : widened(sharedCholesky, factor);
        return new LatentDensity(latents, labels, wider, shared, null);
    }

    /** L_k: the component's own factor, or the shared one. */
    public double[] cholesky(Component component) {
        return component.cholesky != null ? component.cholesky : Require.present("sharedCholesky", sharedCholesky);
    }

    /** The columns of the latents. */
    private double[] widened(double[] cholesky, double factor) {
        double[] wider = cholesky.clone();
        for (int row = labels.size(); row < labels.size() + latents; row++) {
            for (int column = labels.size(); column <= row; column++) {
                wider[Cholesky.index(row, column)] *= factor;
            }
        }
        return wider;
    }

    /**
     * One Gaussian. The arrays are owned by the record: callers neither change what they pass nor what they get.
     *
     * @param weight above 0, at most 1
     * @param mean {@code double[L + D]}
     * @param cholesky lower triangle of L by rows, {@code double[(L + D) (L + D + 1) / 2]}; absent: the density's shared one
     */
    @SuppressWarnings("ArrayRecordComponent") // A latent density holds thousands of numbers; boxing them serves nobody.
    public record Component(double weight, double[] mean, double @Nullable [] cholesky) {
        public Component {
            if (!(weight > 0 && weight <= 1)) {
                throw Require.invalid("components.weight", "above 0 and at most 1", Double.toString(weight));
            }
            Require.present("components.mean", mean);
            if (cholesky != null) {
                requireTriangle("components.cholesky", cholesky, mean.length);
            }
        }

        /** With the density's shared factor. */
        public Component(double weight, double[] mean) {
            this(weight, mean, null);
        }

        private static void requireTriangle(String field, double[] triangle, int dimension) {
            long length = dimension * (dimension + 1L) / 2;
            Require.between(field, triangle.length, length, length);
        }
    }
}
