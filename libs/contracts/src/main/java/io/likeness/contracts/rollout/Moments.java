package io.likeness.contracts.rollout;

import io.likeness.contracts.Require;

/**
 * Of some numbers: how many there are, their mean and the sum of squared distances from it. Sums of parts are those of the whole (Chan, Golub and LeVeque, "Updating
 * Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979).
 */
public record Moments(long count, double mean, double squares) {
    public static final Moments NONE = new Moments(0, 0, 0);

    public Moments {
        Require.between("moments.count", count, 0, Long.MAX_VALUE);
        Require.finite("moments.mean", mean);
        Require.notNegative("moments.squares", squares);
    }

    /** With one more number. */
    public Moments with(double value) {
        return plus(new Moments(1, value, 0));
    }

    public Moments plus(Moments other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        long all = count + other.count;
        double apart = other.mean - mean;
        return new Moments(
                all,
                mean + apart * other.count / all,
                squares + other.squares + apart * apart * count * other.count / all);
    }

    /** Unbiased; 0 of fewer than two. */
    public double variance() {
        return count < 2 ? 0 : squares / (count - 1);
    }
}
