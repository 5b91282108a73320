package io.likeness.latents;

/**
 * Ways between two vectors of any length along which their angle changes evenly (Shoemake, "Animating Rotation with Quaternion Curves", SIGGRAPH
 * 1985), and which come nearer to 0 in the middle the farther apart the ends are. Stateless.
 */
final class Arc {
    /** Below this sine the arc is a straight line within rounding, or no arc is shorter than another. */
    private static final double LEAST_SINE = 1e-6;

    private Arc() {}

    /**
     * A point of the way. Its length is that of the even change between the lengths of the ends, times {@code 1 - sin^2(pi share) (1 - cos angle) / 2}: in
     * the middle 1 between equal directions, 1/2 between orthogonal ones, 0 between opposite ones.
     *
     * @param share 0 is {@code from}, 1 is {@code to}
     */
    static double[] between(double[] from, double[] to, double share) {
        double fromLength = length(from);
        double toLength = length(to);
        double angle = StrictMath.acos(Math.clamp(product(from, to) / (fromLength * toLength), -1, 1));
        double sine = StrictMath.sin(angle);
        if (!(sine > LEAST_SINE)) {
            return sum(1 - share, from, share, to);
        }
        double middle = StrictMath.sin(StrictMath.PI * share);
        double dip = middle * middle * (1 - StrictMath.cos(angle)) / 2;
        double length = (1 - dip) * ((1 - share) * fromLength + share * toLength);
        return sum(
                length * StrictMath.sin((1 - share) * angle) / (sine * fromLength),
                from,
                length * StrictMath.sin(share * angle) / (sine * toLength),
                to);
    }

    private static double[] sum(double a, double[] first, double b, double[] second) {
        double[] sum = new double[first.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a * first[i] + b * second[i];
        }
        return sum;
    }

    private static double length(double[] vector) {
        return StrictMath.sqrt(product(vector, vector));
    }

    private static double product(double[] a, double[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
        }
        return product;
    }
}
