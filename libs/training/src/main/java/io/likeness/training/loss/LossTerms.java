package io.likeness.training.loss;

import io.likeness.contracts.training.LossWeights;
import java.util.Map;
import java.util.TreeMap;

/**
 * The terms of the loss over some images, before they are weighed; NaN for a term that was not computed.
 *
 * @param mse mean squared error
 * @param l1 mean absolute error
 * @param ssim mean structural similarity, 1 for equal images
 */
public record LossTerms(double mse, double l1, double ssim) {
    /** The loss {@code mse MSE + l1 L1 + ssim (1 - SSIM)}; a term of weight 0 may be NaN. */
    public double weighted(LossWeights weights) {
        return term(weights.mse(), mse) + term(weights.l1(), l1) + term(weights.ssim(), 1 - ssim);
    }

    /** The terms that were computed, by {@code mse}, {@code l1} and {@code ssim}. */
    public Map<String, Double> byName() {
        Map<String, Double> terms = new TreeMap<>();
        put(terms, "mse", mse);
        put(terms, "l1", l1);
        put(terms, "ssim", ssim);
        return terms;
    }

    private static void put(Map<String, Double> terms, String name, double value) {
        if (!Double.isNaN(value)) {
            terms.put(name, value);
        }
    }

    private static double term(double weight, double value) {
        return weight == 0 ? 0 : weight * value;
    }
}
