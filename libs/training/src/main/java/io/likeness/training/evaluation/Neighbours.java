package io.likeness.training.evaluation;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The nearest of some points to each of others.
 *
 * @param nearest {@code int[N]}: which it is
 * @param distance {@code double[N]}: how far away, Euclidean
 */
@SuppressWarnings("ArrayRecordComponent") // Large, and never compared.
public record Neighbours(int[] nearest, double[] distance) {

    /** Of {@code double[N][D]} among {@code double[M][D]}, M at least 1; the first of equals. */
    public static Neighbours of(double[][] points, double[][] among) {
        int[] nearest = new int[points.length];
        double[] distance = new double[points.length];
        IntStream.range(0, points.length).parallel().forEach(i -> {
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < among.length; j++) {
                double squared = squared(points[i], among[j], least);
                if (squared < least) {
                    least = squared;
                    nearest[i] = j;
                }
            }
            distance[i] = Math.sqrt(least);
        });
        return new Neighbours(nearest, distance);
    }

    /** Half of the distances are less. */
    public double median() {
        return Quantile.of(distance, 0.5);
    }

    /** The points with the least distances, nearest first. */
    public int[] closest(int most) {
        return IntStream.range(0, distance.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distance[i]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Given up once it is {@code most} or more. */
    private static double squared(double[] a, double[] b, double most) {
        double sum = 0;
        for (int d = 0; d < a.length && sum < most; d++) {
            double difference = a[d] - b[d];
            sum += difference * difference;
        }
        return sum;
    }
}
