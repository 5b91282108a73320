package io.likeness.registry.rollout;

import io.likeness.contracts.rollout.Moments;
import org.hipparchus.special.Beta;

/**
 * Bounds within which a mean lies with high probability at all times at once, so that one may look after each number and stop whenever the answer is clear. Stateless.
 *
 * @param low lower bound
 * @param high upper bound
 */
record ConfidenceSequence(double low, double high) {
    /** Numbers for which the bounds are narrowest. */
    private static final double TUNED_FOR = 64;

    private static final int HALVINGS = 50;

    /**
     * Of the mean of numbers with a finite variance (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic
     * confidence sequences", The Annals of Statistics 52(6), 2024, theorem 2.2).
     *
     * @param error probability with which the mean is ever outside, 0 to 1
     */
    static ConfidenceSequence ofMean(Moments moments, double error) {
        double count = moments.count();
        double narrow = -2 * Math.log(error);
        double rho = (narrow + Math.log(narrow + 1)) / TUNED_FOR;
        double growth = count * rho + 1;
        double width = Math.sqrt(
                moments.variance() * 2 * growth / (count * count * rho) * Math.log(Math.sqrt(growth) / error));
        return new ConfidenceSequence(moments.mean() - width, moments.mean() + width);
    }

    /**
     * Of the probability of failures (Robbins, "Statistical Methods Related to the Law of the Iterated Logarithm", The Annals of Mathematical Statistics 41(5),
     * 1970: the mixture of likelihoods under Beta(1/2, 1/2) over the likelihood of p exceeds 1/error with at most that probability, ever).
     */
    static ConfidenceSequence ofShare(long failed, long all, double error) {
        double mean = all == 0 ? 0.5 : (double) failed / all;
        return new ConfidenceSequence(
                failed == 0 ? 0 : edge(failed, all, error, mean, 0),
                failed == all ? 1 : edge(failed, all, error, mean, 1));
    }

    /** Between a share that is inside and one that is outside, by halving. */
    private static double edge(long failed, long all, double error, double inside, double outside) {
        double in = inside;
        double out = outside;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (in + out) / 2;
            if (contains(failed, all, error, middle)) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return out;
    }

    private static boolean contains(long failed, long all, double error, double share) {
        double mixture = Beta.logBeta(failed + 0.5, all - failed + 0.5) - Beta.logBeta(0.5, 0.5);
        double likelihood = (failed == 0 ? 0 : failed * Math.log(share))
                + (failed == all ? 0 : (all - failed) * Math.log1p(-share));
        return mixture - likelihood < -Math.log(error);
    }
}
