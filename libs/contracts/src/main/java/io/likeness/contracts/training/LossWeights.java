package io.likeness.contracts.training;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Violations;
import org.jspecify.annotations.Nullable;

/**
 * The loss {@code mse MSE + l1 L1 + ssim (1 - SSIM) + latentPenalty mean |z|^2}, each of the first three terms a mean over the values of a batch
 * in [0, 1], the last over its latent vectors. At least one of the first three weights is above 0.
 *
 * @param mse of the mean squared error, 0 to 1,000
 * @param l1 of the mean absolute error, 0 to 1,000
 * @param ssim of one minus the mean structural similarity (Wang et al. 2004, 11 x 11 Gaussian window), 0 to 1,000
 * @param latentPenalty of the mean squared length of latents (Ghosh et al. 2020: half of the beta there), 0 to 1,000; absent: 0. It moves the
 *     weights, but is part of no reported loss, which compares images
 */
public record LossWeights(
        double mse, double l1, double ssim, @Nullable Double latentPenalty) {
    public static final LossWeights MEAN_SQUARED_ERROR = new LossWeights(1, 0, 0);
    /** Side of the window of the structural similarity, in pixels. */
    public static final int SSIM_WINDOW = 11;

    public LossWeights {
        latentPenalty = latentPenalty == null ? 0.0 : latentPenalty;
        Violations violations = new Violations(ErrorCode.IMPOSSIBLE_CONFIGURATION);
        check(violations, "loss.mse", mse);
        check(violations, "loss.l1", l1);
        check(violations, "loss.ssim", ssim);
        check(violations, "loss.latentPenalty", latentPenalty);
        violations.unless(mse > 0 || l1 > 0 || ssim > 0, "loss", "a weight above 0", "mse, l1 and ssim of 0");
        violations.requireNone();
    }

    /** Without a penalty on latents. */
    public LossWeights(double mse, double l1, double ssim) {
        this(mse, l1, ssim, 0.0);
    }

    /** {@link #latentPenalty}, 0 where it was absent. */
    public double penalty() {
        return latentPenalty == null ? 0 : latentPenalty;
    }

    private static void check(Violations violations, String field, double weight) {
        violations.unless(weight >= 0 && weight <= 1000, field, "0 to 1000", weight);
    }
}
