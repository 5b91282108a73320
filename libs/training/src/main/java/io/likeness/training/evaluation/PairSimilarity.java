package io.likeness.training.evaluation;

import io.likeness.contracts.training.LossWeights;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.training.data.ImageOrder;
import io.likeness.training.loss.ImageLoss;
import java.util.List;

/** How alike the faces of a set are: the mean structural similarity (Wang et al. 2004) of pairs of them. */
public final class PairSimilarity {
    private static final long PAIRING = 7;
    /** Of each face; with one, the ratio of two means over 1,000 pairs is uncertain by 2 %. */
    private static final int PARTNERS = 8;
    /** Of all pairs' first images: 2,048 of 64 x 64 in grey have all their partners within 3 s, fewer where there is more to compare. */
    private static final long PAIR_NUMBERS = 1 << 26;

    private PairSimilarity() {}

    /**
     * At most 1, of each face with the next ones of a shuffled round, one face with itself; not a number of no faces, and where they are smaller
     * than the window.
     */
    public static double mean(List<ImageTensor> faces) {
        if (faces.isEmpty()) {
            return Double.NaN;
        }
        int[] round = ImageOrder.shuffled(faces.size(), PAIRING, 0);
        TensorShape shape = faces.getFirst().shape();
        ImageLoss loss = new ImageLoss(LossWeights.MEAN_SQUARED_ERROR, shape.channels(), shape.side());
        long affordable = PAIR_NUMBERS / ((long) round.length * shape.size());
        int partners = Math.clamp(Math.min(affordable, round.length - 1), 1, PARTNERS);
        double sum = 0;
        for (int i = 0; i < round.length; i++) {
            float[] face = unit(faces.get(round[i]));
            for (int step = 1; step <= partners; step++) {
                float[] partner = unit(faces.get(round[(i + step) % round.length]));
                sum += loss.measure(face, partner, 1).ssim();
            }
        }
        return sum / ((double) round.length * partners);
    }

    private static float[] unit(ImageTensor face) {
        float[] values = new float[face.shape().size()];
        face.copyTo(values, 0);
        return values;
    }
}
