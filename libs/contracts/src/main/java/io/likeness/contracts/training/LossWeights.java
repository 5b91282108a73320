package io.likeness.contracts.training;

/**
 * The loss {@code mse MSE + l1 L1 + ssim (1 - SSIM)}, each term a mean over the values of a batch in [0, 1]. At least one weight is above 0.
 *
 * @param mse of the mean squared error, 0 to 1,000
 * @param l1 of the mean absolute error, 0 to 1,000
 * @param ssim of one minus the mean structural similarity (Wang et al. 2004, 11 x 11 Gaussian window), 0 to 1,000
 */
public record LossWeights(double mse, double l1, double ssim) {
    public static final LossWeights MEAN_SQUARED_ERROR = new LossWeights(1, 0, 0);
    /** Side of the window of the structural similarity, in pixels. */
    public static final int SSIM_WINDOW = 11;

    public LossWeights {
        check("mse", mse);
        check("l1", l1);
        check("ssim", ssim);
        TrainingConfiguration.check("loss", "mse, l1 and ssim of 0", mse > 0 || l1 > 0 || ssim > 0, "a weight above 0");
    }

    private static void check(String field, double weight) {
        TrainingConfiguration.check(field, weight, weight >= 0 && weight <= 1000, "0 to 1000");
    }
}
