package io.likeness.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    @Test
    void isNoNumberWithoutFacesOrOfFacesBelowTheWindow() {
        ImageTensor small = ImageTensor.of(new TensorShape(1, 10), new byte[100]);

        assertEquals(Double.NaN, PairSimilarity.mean(List.of()));
        assertEquals(Double.NaN, PairSimilarity.mean(List.of(small, small)));
    }
}
