package io.likeness.training.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A density that was fitted to the latents of a training, to be chosen or not.
 *
 * @param components Gaussians of it; of a kernel estimate, its centres
 * @param heldOutLogLikelihood mean log density of the latents of held-out faces, in nats; decides within a kind
 * @param sampleDistance Frechet distance between thumbnails of held-out faces and of samples from it; decides between kinds, absent where only
 *     the likelihood decided
 * @param chosen whether the version's is this one, widened by {@link Metrics#LATENT_WIDENING}
 */
public record DensityCandidate(
        Kind kind,
        int components,
        double heldOutLogLikelihood,
        @Nullable Double sampleDistance,
        boolean chosen) {
    /** What it is a sum of. */
    public enum Kind {
        /** One Gaussian. */
        @JsonProperty("gaussian")
        GAUSSIAN,
        /** Gaussians found by expectation-maximisation. */
        @JsonProperty("mixture")
        MIXTURE,
        /** Equal Gaussians about some of the latents. */
        @JsonProperty("kernels")
        KERNELS
    }
}
