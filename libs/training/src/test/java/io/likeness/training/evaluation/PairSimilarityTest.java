package io.likeness.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.training.LossWeights;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.latents.RandomStream;
import io.likeness.training.data.ImageOrder;
import io.likeness.training.loss.ImageLoss;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairSimilarityTest {
    private static final List<ImageTensor> FACES = DrawnFaces.of(0, 64);

    @Test
    void equalFacesAreAsAlikeAsCanBe() {
        assertEquals(1, PairSimilarity.mean(Collections.nCopies(5, FACES.getFirst())), 1e-6);
        assertEquals(1, PairSimilarity.mean(FACES.subList(0, 1)), 1e-6);
    }

    @Test
    void facesThatAreRepeatedOrBlurredAreMoreAlike() {
        double faces = PairSimilarity.mean(FACES);
        assertTrue(faces > 0 && faces < 0.9, "faces " + faces);
        for (Damage damage : List.of(Damage.REPEATED_FACES, Damage.BLUR)) {
            double damaged = PairSimilarity.mean(damage.apply(FACES, 1));
            assertTrue(damaged > faces + 0.01, damage + ": " + damaged + ", faces " + faces);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "5, 1", "9, 3", "13, 3", "21, 1"})
    void isTheMeanOfEachFaceWithTheNextOnesOfTheRound(int count, int channels) {
        TensorShape shape = new TensorShape(channels, 16);
        RandomStream random = new RandomStream(count);
        List<ImageTensor> tensors = new ArrayList<>();
        float[][] faces = new float[count][shape.size()];
        for (float[] face : faces) {
            byte[] pixels = new byte[shape.size()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) random.nextInt(256);
            }
            tensors.add(ImageTensor.of(shape, pixels));
            tensors.getLast().copyTo(face, 0);
        }
        int[] round = ImageOrder.shuffled(count, 7, 0);
        int partners = Math.min(8, count - 1);
        ImageLoss loss = new ImageLoss(LossWeights.MEAN_SQUARED_ERROR, channels, 16);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int step = 1; step <= partners; step++) {
                sum += loss.measure(faces[round[i]], faces[round[(i + step) % count]], 1)
                        .ssim();
            }
        }
        assertEquals(sum / count / partners, PairSimilarity.mean(tensors), 1e-12, "the same sums in another order");
    }

    @Test
    void isNoNumberWithoutFacesOrOfFacesBelowTheWindow() {
        ImageTensor small = ImageTensor.of(new TensorShape(1, 10), new byte[100]);

        assertEquals(Double.NaN, PairSimilarity.mean(List.of()));
        assertEquals(Double.NaN, PairSimilarity.mean(List.of(small, small)));
    }
}
