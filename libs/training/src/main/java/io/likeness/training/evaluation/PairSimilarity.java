package io.likeness.training.evaluation;

import io.likeness.contracts.training.LossWeights;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.training.data.ImageOrder;
import io.likeness.training.loss.StructuralSimilarity;
import io.likeness.training.loss.StructuralSimilarity.Plane;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How alike the faces of a set are: the mean structural similarity (Wang et al. 2004) of pairs of them. */
public final class PairSimilarity {
    private static final long PAIRING = 7;
    /** Of each face; with one, the ratio of two means over 1,000 pairs is uncertain by 2 %. */
    private static final int PARTNERS = 8;
    /** Of all pairs' first images: 2,048 of 64 x 64 in grey have all their partners within a second, fewer where there is more to compare. */
    private static final long PAIR_NUMBERS = 1 << 26;
    /** Worked off side by side. */
    private static final int PARTS = 8;

    private PairSimilarity() {}

    /**
     * At most 1, of each face with the next ones of a shuffled round, one face with itself; not a number of no faces, and where they are smaller
     * than the window. For one thread, which the common pool helps.
     */
    public static double mean(List<ImageTensor> faces) {
        if (faces.isEmpty() || faces.getFirst().shape().side() < LossWeights.SSIM_WINDOW) {
            return Double.NaN;
        }
        int[] round = ImageOrder.shuffled(faces.size(), PAIRING, 0);
        long affordable =
                PAIR_NUMBERS / ((long) round.length * faces.getFirst().shape().size());
        int partners = Math.clamp(Math.min(affordable, round.length - 1), 1, PARTNERS);
        double[] sums = new double[round.length];
        IntStream.range(0, PARTS).parallel().forEach(part -> {
            int from = (int) ((long) round.length * part / PARTS);
            int to = (int) ((long) round.length * (part + 1) / PARTS);
            measure(faces, round, partners, from, to, sums);
        });
        return Arrays.stream(sums).average().orElseThrow() / partners;
    }

    /**
     * Faces {@code from} to {@code to - 1} of the round, each one's sum over its partners. What is the same for all partners of a face is computed
     * when it comes, and kept until its last partner has come.
     */
    private static void measure(List<ImageTensor> faces, int[] round, int partners, int from, int to, double[] sums) {
        TensorShape shape = faces.getFirst().shape();
        StructuralSimilarity similarity = new StructuralSimilarity(shape.side());
        List<List<Plane>> near = IntStream.rangeClosed(0, partners)
                .mapToObj(place -> planes(similarity, shape.channels()))
                .toList();
        float[] values = new float[shape.size()];
        for (int last = from; last < to + partners; last++) {
            faces.get(round[last % round.length]).copyTo(values, 0);
            List<Plane> newest = near.get(last % near.size());
            for (int channel = 0; channel < shape.channels(); channel++) {
                newest.get(channel).set(values, channel * shape.side() * shape.side());
            }
            int first = last - partners;
            for (int step = 1; step <= partners && first >= from; step++) {
                sums[first] += mean(similarity, near.get(first % near.size()), near.get((first + step) % near.size()));
            }
        }
    }

    private static List<Plane> planes(StructuralSimilarity similarity, int channels) {
        return Stream.generate(() -> similarity.new Plane()).limit(channels).toList();
    }

    private static double mean(StructuralSimilarity similarity, List<Plane> face, List<Plane> partner) {
        double sum = 0;
        for (int channel = 0; channel < face.size(); channel++) {
            sum += similarity.mean(face.get(channel), partner.get(channel));
        }
        return sum / face.size();
    }
}
