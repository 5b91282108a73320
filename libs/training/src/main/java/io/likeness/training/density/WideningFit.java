package io.likeness.training.density;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.LatentDensity;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Widens a density's latents for good, as a temperature above 1 would. A decoder smooths what latents do not say, so that samples of the density
 * as it was fitted are more alike than photographs are. Every call is independent.
 */
public final class WideningFit {
    /** Samples of a good decoder are about as near to photographs with any of these, and farther with 1.2 (ADR 0013). */
    private static final List<Double> FACTORS = List.of(1.025, 1.05, 1.075, 1.1);

    private WideningFit() {}

    /**
     * The least wide density whose samples are no more alike than photographs, or the widest of those tried, with the bound below which its
     * samples are refused.
     *
     * @param fitted as it was fitted
     * @param heldOut latents {@code float[M * D]} to which the density was not fitted, M at least 1
     * @param similarity of a density's samples to each other
     * @param photographs the same of photographs
     */
    public static FittedDensity fit(
            FittedDensity fitted, float[] heldOut, ToDoubleFunction<LatentDensity> similarity, double photographs) {
        if (fitted.widening() != 1) {
            throw Require.invalid("fitted.widening", "1", Double.toString(fitted.widening()));
        }
        FittedDensity last = fitted;
        for (double factor : FACTORS) {
            if (similarity.applyAsDouble(last.density()) <= photographs) {
                return last;
            }
            LatentDensity wider = fitted.density().widened(factor);
            last = new FittedDensity(DensityFit.bounded(wider, heldOut), fitted.candidates(), factor);
        }
        return last;
    }
}
