package io.likeness.ingest.doctor;

import io.likeness.contracts.dataset.DoctorReport.MeasureSpread;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** One number of each image, and which are far from the others': by the median and its absolute deviation (Hampel, JASA 69, 1974). Not safe for threads. */
final class Measure {
    /** In standard deviations of a normal distribution. */
    private static final double FAR = 4;

    private static final double NORMAL = 1.4826;

    private final float[] values;
    private final float[] sorted;
    private final double median;
    private final double far;

    /** @param values of all images, at least one */
    Measure(float[] values) {
        this.values = values;
        this.sorted = sorted(values);
        this.median = quantile(0.5);
        float[] deviations = new float[values.length];
        for (int k = 0; k < values.length; k++) {
            deviations[k] = (float) Math.abs(values[k] - median);
        }
        this.far = FAR * NORMAL * sorted(deviations)[deviations.length / 2];
    }

    double least() {
        return median - far;
    }

    double most() {
        return median + far;
    }

    /**
     * With the bounds beyond which an image is found unusual.
     *
     * @param unit what a value is in the unit that is told
     */
    MeasureSpread spread(boolean below, boolean above, DoubleUnaryOperator unit) {
        return new MeasureSpread(
                unit.applyAsDouble(quantile(0.05)),
                unit.applyAsDouble(median),
                unit.applyAsDouble(quantile(0.95)),
                below ? unit.applyAsDouble(least()) : null,
                above ? unit.applyAsDouble(most()) : null);
    }

    /** Images that have far less than most, the one with the least first; none where all have the same. */
    List<Integer> below() {
        return sortedBy(Comparator.comparingDouble(image -> values[image]), value -> value < least());
    }

    /** Images that have far more than most, the one with the most first; none where all have the same. */
    List<Integer> above() {
        return sortedBy(Comparator.comparingDouble(image -> -values[image]), value -> value > most());
    }

    private interface Bound {
        boolean crossed(float value);
    }

    private List<Integer> sortedBy(Comparator<Integer> order, Bound bound) {
        return IntStream.range(0, values.length)
                .filter(image -> far > 0 && bound.crossed(values[image]))
                .boxed()
                .sorted(order)
                .toList();
    }

    private double quantile(double share) {
        return sorted[(int) Math.min(sorted.length - 1.0, share * sorted.length)];
    }

    private static float[] sorted(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
