package io.likeness.training.density;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The step of expectation: how much of each point belongs to each component, and the moments that follow. Parts of fixed size are worked on in
 * parallel and added in order, so that neither timing nor the number of processors changes a bit. For one calling thread.
 *
 * @param logLikelihood of all points
 * @param sums a component each
 */
record Expectation(double logLikelihood, List<ComponentSums> sums) {
    private static final int PARTS = 8;
    /** So many points at once that their numbers stay in the processor's second-level cache. */
    private static final int WIDTH = 128;

    private static final double NEGLIGIBLE = 1e-10;

    /**
     * Every point's shares, and by these the moments of its target.
     *
     * @param targets as many as points
     */
    static Expectation of(List<Gaussian> mixture, Points points, Points targets) {
        double[] shift = targets.mean();
        List<Expectation> parts = IntStream.range(0, PARTS)
                .parallel()
                .mapToObj(part -> part(mixture, points, targets, shift, part))
                .toList();
        Expectation all = parts.getFirst();
        double logLikelihood = all.logLikelihood;
        for (Expectation part : parts.subList(1, parts.size())) {
            logLikelihood += part.logLikelihood;
            for (int k = 0; k < all.sums.size(); k++) {
                all.sums.get(k).merge(part.sums.get(k));
            }
        }
        return new Expectation(logLikelihood, all.sums);
    }

    private static Expectation part(List<Gaussian> mixture, Points points, Points targets, double[] shift, int part) {
        int from = (int) ((long) points.count() * part / PARTS);
        int to = (int) ((long) points.count() * (part + 1) / PARTS);
        List<ComponentSums> sums = fresh(mixture.size(), shift);
        double[] block = new double[points.dimension() * WIDTH];
        double[] scratch = new double[block.length];
        double[][] logs = new double[mixture.size()][WIDTH];
        double logLikelihood = 0;
        for (int start = from; start < to; start += WIDTH) {
            int size = Math.min(WIDTH, to - start);
            fill(block, points, start, size);
            for (int k = 0; k < logs.length; k++) {
                mixture.get(k).logWeightedDensities(block, WIDTH, scratch, logs[k]);
            }
            for (int b = 0; b < size; b++) {
                logLikelihood += share(logs, b, sums, targets, start + b);
            }
        }
        return new Expectation(logLikelihood, sums);
    }

    static List<ComponentSums> fresh(int components, double[] shift) {
        List<ComponentSums> sums = new ArrayList<>();
        for (int k = 0; k < components; k++) {
            sums.add(new ComponentSums(shift));
        }
        return sums;
    }

    /** Turned, so that one dimension of all points lies together. */
    private static void fill(double[] block, Points points, int start, int size) {
        int dimension = points.dimension();
        for (int b = 0; b < size; b++) {
            for (int d = 0; d < dimension; d++) {
                block[d * WIDTH + b] = points.values()[(start + b) * dimension + d];
            }
        }
    }

    private static double share(double[][] logs, int at, List<ComponentSums> sums, Points targets, int point) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double[] log : logs) {
            greatest = Math.max(greatest, log[at]);
        }
        double sum = 0;
        for (double[] log : logs) {
            sum += Math.exp(log[at] - greatest);
        }
        double logSum = greatest + Math.log(sum);
        for (int k = 0; k < logs.length; k++) {
            double responsibility = Math.exp(logs[k][at] - logSum);
            if (responsibility > NEGLIGIBLE) {
                sums.get(k).add(targets.values(), point * targets.dimension(), responsibility);
            }
        }
        return logSum;
    }
}
