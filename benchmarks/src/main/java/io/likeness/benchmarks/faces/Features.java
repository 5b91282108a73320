package io.likeness.benchmarks.faces;

import io.likeness.imaging.ImageTensor;
import io.likeness.training.evaluation.Examination;
import io.likeness.training.evaluation.Faces;
import io.likeness.training.judge.Judge;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Faces as a judge sees them, and arithmetic on that. Immutable, safe for threads. */
record Features(Judge judge) {
    private static final double PRESENT = 0.5;

    double[][] of(Faces faces) {
        return new Examination(judge).of(faces).features();
    }

    /** The share of faces that have the attribute. */
    double rate(List<ImageTensor> faces, String attribute) {
        int column = judge.attributes().indexOf(attribute);
        double[][] probabilities = judge.probabilities(Examination.input(faces), faces.size());
        return rate(Arrays.stream(probabilities).mapToDouble(row -> row[column]).toArray());
    }

    static double rate(double[] probabilities) {
        return Arrays.stream(probabilities).filter(p -> p > PRESENT).count() / (double) probabilities.length;
    }

    static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += (a[d] - b[d]) * (a[d] - b[d]);
        }
        return Math.sqrt(sum);
    }

    /** Mean distance of each point to the {@code count} nearest of others, {@code double[N]}. */
    static double[] toNearest(double[][] points, double[][] others, int count) {
        return IntStream.range(0, points.length)
                .parallel()
                .mapToDouble(i -> Arrays.stream(others)
                        .mapToDouble(other -> distance(points[i], other))
                        .sorted()
                        .limit(count)
                        .average()
                        .orElseThrow())
                .toArray();
    }
}
