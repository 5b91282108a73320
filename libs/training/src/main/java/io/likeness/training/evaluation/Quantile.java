package io.likeness.training.evaluation;

import java.util.Arrays;

/** Quantiles of samples, linear between neighbours (Hyndman and Fan, "Sample Quantiles", The American Statistician 50(4), 1996, type 7). */
public final class Quantile {
    private Quantile() {}

    /** @param share 0 (the least) to 1 (the greatest) */
    public static double of(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
