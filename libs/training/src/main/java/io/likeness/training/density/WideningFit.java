package io.likeness.training.density;

import io.likeness.contracts.Require;
import io.likeness.latents.LatentDensity;
import java.util.function.ToDoubleFunction;

/**
 * Widens a density's latents for good, as a temperature above 1 would. A decoder smooths what latents do not say, so that samples of the density
 * as it was fitted are more alike than photographs are. Every call is independent.
 */
public final class WideningFit {
    /** Samples of a good decoder are about as near to photographs up to it, and farther at 1.2 (ADR 0013). */
    private static final double MOST = 1.1;

    private WideningFit() {}

    /**
     * The density whose samples are as alike as photographs, with the bound below which its samples are refused: by a factor of 1 to 1.1, between
     * which similarity falls in a straight line.
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
        double narrow = similarity.applyAsDouble(fitted.density());
        if (narrow <= photographs) {
            return fitted;
        }
        FittedDensity widest = widened(fitted, MOST, heldOut);
        double wide = similarity.applyAsDouble(widest.density());
        double share = (narrow - photographs) / (narrow - wide);
        return wide < photographs ? widened(fitted, 1 + share * (MOST - 1), heldOut) : widest;
    }

    private static FittedDensity widened(FittedDensity fitted, double factor, float[] heldOut) {
        LatentDensity wider = fitted.density().widened(factor);
        return new FittedDensity(DensityFit.bounded(wider, heldOut), fitted.candidates(), factor);
    }
}
