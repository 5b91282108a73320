package io.likeness.training.density;

import io.likeness.latents.LatentDensity;
import io.likeness.training.protocol.DensityCandidate;
import java.util.List;

/**
 * A density, and what it was chosen from.
 *
 * @param candidates in the order in which they were fitted; exactly one is chosen
 * @param widening factor of the latents' own noise, which the candidates lack: 1 as fitted
 */
public record FittedDensity(LatentDensity density, List<DensityCandidate> candidates, double widening) {
    public FittedDensity {
        candidates = List.copyOf(candidates);
    }
}
