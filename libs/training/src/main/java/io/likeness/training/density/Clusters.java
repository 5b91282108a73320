package io.likeness.training.density;

import io.likeness.latents.RandomStream;
import java.util.Arrays;

/**
 * Starting clusters: centres by k-means++ (Arthur and Vassilvitskii, "k-means++: The Advantages of Careful Seeding", SODA 2007), then a few
 * rounds of Lloyd's algorithm.
 */
final class Clusters {
    private static final int ROUNDS = 8;

    private final float[] points;
    private final int dimension;
    private final int count;

    Clusters(float[] points, int dimension) {
        this.points = points;
        this.dimension = dimension;
        this.count = points.length / dimension;
    }

    /** The cluster of each point; one left empty by chance stays empty. */
    int[] assign(int clusters, RandomStream random) {
        double[][] centres = start(clusters, random);
        int[] assigned = new int[count];
        for (int round = 0; round < ROUNDS; round++) {
            ComponentMeans means = new ComponentMeans(centres);
            for (int i = 0; i < count; i++) {
                assigned[i] = nearest(i, centres);
                means.add(assigned[i], points, i * dimension);
            }
            centres = means.means();
        }
        return assigned;
    }

    private double[][] start(int clusters, RandomStream random) {
        double[][] centres = new double[clusters][];
        double[] nearest = new double[count];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int chosen = random.nextInt(count);
        for (int k = 0; k < clusters; k++) {
            centres[k] = point(chosen);
            double sum = 0;
            for (int i = 0; i < count; i++) {
                nearest[i] = Math.min(nearest[i], squaredDistance(i, centres[k]));
                sum += nearest[i];
            }
            chosen = draw(nearest, random.nextDouble() * sum);
        }
        return centres;
    }

    private static int draw(double[] masses, double at) {
        double sum = 0;
        for (int i = 0; i < masses.length; i++) {
            sum += masses[i];
            if (at < sum) {
                return i;
            }
        }
        return masses.length - 1;
    }

    private int nearest(int i, double[][] centres) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < centres.length; k++) {
            double distance = squaredDistance(i, centres[k]);
            if (distance < least) {
                least = distance;
                best = k;
            }
        }
        return best;
    }

    private double squaredDistance(int i, double[] centre) {
        double sum = 0;
        for (int d = 0; d < dimension; d++) {
            double difference = points[i * dimension + d] - centre[d];
            sum += difference * difference;
        }
        return sum;
    }

    private double[] point(int i) {
        double[] values = new double[dimension];
        Arrays.setAll(values, d -> points[i * dimension + d]);
        return values;
    }

    private static final class ComponentMeans {
        private final double[][] previous;
        private final double[][] sums;
        private final int[] counts;

        ComponentMeans(double[][] previous) {
            this.previous = previous;
            this.sums = new double[previous.length][previous[0].length];
            this.counts = new int[previous.length];
        }

        void add(int cluster, float[] points, int offset) {
            counts[cluster]++;
            for (int d = 0; d < sums[cluster].length; d++) {
                sums[cluster][d] += points[offset + d];
            }
        }

        double[][] means() {
            double[][] means = new double[sums.length][];
            for (int k = 0; k < means.length; k++) {
                int cluster = k;
                means[k] = counts[k] == 0
                        ? previous[k]
                        : Arrays.stream(sums[k])
                                .map(sum -> sum / counts[cluster])
                                .toArray();
            }
            return means;
        }
    }
}
