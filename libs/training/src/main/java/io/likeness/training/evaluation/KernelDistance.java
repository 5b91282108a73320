package io.likeness.training.evaluation;

import java.util.stream.IntStream;

/**
 * The squared maximum mean discrepancy of two point clouds under the kernel {@code k(x, y) = (x.y / d + 1)^3}, by its unbiased estimator
 * (Binkowski, Sutherland, Arbel and Gretton, "Demystifying MMD GANs", ICLR 2018, section 3 and equation 4), known as the kernel inception
 * distance where the features are Inception's.
 */
public final class KernelDistance {
    private KernelDistance() {}

    /** Between {@code double[N][D]} and {@code double[M][D]}, N and M at least 2; about 0, and at times below, for clouds of one kind. */
    public static double between(double[][] first, double[][] second) {
        return within(first) + within(second) - 2 * mean(first, second);
    }

    /** The mean over all pairs of two different points. */
    private static double within(double[][] points) {
        double own = IntStream.range(0, points.length)
                .mapToDouble(i -> kernel(points[i], points[i]))
                .sum();
        double count = points.length;
        return (mean(points, points) * count * count - own) / (count * (count - 1));
    }

    private static double mean(double[][] first, double[][] second) {
        double[] rows = new double[first.length];
        IntStream.range(0, rows.length).parallel().forEach(i -> {
            for (double[] point : second) {
                rows[i] += kernel(first[i], point);
            }
        });
        double sum = 0;
        for (double row : rows) {
            sum += row;
        }
        return sum / ((double) first.length * second.length);
    }

    private static double kernel(double[] x, double[] y) {
        double product = 0;
        for (int d = 0; d < x.length; d++) {
            product += x[d] * y[d];
        }
        double base = product / x.length + 1;
        return base * base * base;
    }
}
