package io.likeness.training.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.latents.RandomStream;
import io.likeness.synthetic.Frame;
import io.likeness.synthetic.SyntheticFaces;
import io.likeness.training.evaluation.DrawnFaces;
import io.likeness.training.evaluation.Examination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {
    @TempDir
    private Path folder;

    @Test
    void theBundledOneTellsGlassesOnFacesThatDifferInNothingElse() {
        try (Judge judge = Judge.bundled()) {
            int glasses = judge.attributes().indexOf("Eyeglasses");
            int right = 0;
            for (int person = 0; person < 50; person++) {
                double without = judge.probabilities(face(person, false), 1)[0][glasses];
                double with = judge.probabilities(face(person, true), 1)[0][glasses];
                right += (without < 0.5 ? 1 : 0) + (with > 0.5 ? 1 : 0);
            }
            assertTrue(right >= 90, right + " of 100");
        }
    }

    @Test
    void theBundledOnesFeaturesAreStandardised() {
        List<ImageTensor> faces = DrawnFaces.of(0, 512);
        try (Judge judge = Judge.bundled()) {
            double[][] features = judge.features(Examination.input(faces), faces.size());
            double squares = Arrays.stream(features)
                    .flatMapToDouble(Arrays::stream)
                    .map(x -> x * x)
                    .sum();
            // Other faces than those by which they were standardised, without JPEG's losses.
            assertEquals(1, squares / (features.length * features[0].length), 0.25);
        }
    }

    @Test
    void aFaceIsJudgedAloneAsAmongOthers() {
        List<ImageTensor> faces = DrawnFaces.of(0, 300);
        try (Judge judge = Judge.bundled()) {
            double[][] together = judge.features(Examination.input(faces), faces.size());
            double[] alone = judge.features(Examination.input(faces.subList(299, 300)), 1)[0];
            // One image and 128 take other paths through the matrix product: FLOAT rounding.
            assertArrayEquals(together[299], alone, 1e-4);
        }
    }

    @Test
    void learnsAndTellsWhatItLearned() {
        byte[] file = new JudgeTraining("toys", toys(320, 1), toys(100, 2), 3).run(15, line -> {});
        try (Judge judge = Judge.of(file, "toys")) {
            assertEquals(List.of("bright", "striped"), judge.attributes());
            assertEquals(320, judge.card().trainingFaces());
            judge.card().attributes().forEach(found -> assertTrue(found.balancedAccuracy() > 0.9, found.toString()));
        }
    }

    @Test
    void aFileThatIsNoJudgeIsNamed() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.onnx"), "no model");
        for (Path file : List.of(wrong, folder.resolve("absent.onnx"))) {
            LikenessException refusal = assertThrows(LikenessException.class, () -> Judge.load(file));
            assertEquals(ErrorCode.TRAINING_FAILED, refusal.code());
            String expected = "judge: expected a file that './likeness judge' wrote at " + file;
            assertTrue(String.valueOf(refusal.getMessage()).startsWith(expected), refusal.toString());
        }
    }

    private static float[] face(long person, boolean glasses) {
        byte[] grey = SyntheticFaces.draw(
                        SyntheticFaces.attributes(person, 0).withGlasses(glasses), person, 0, Frame.square(64))
                .grey();
        return Examination.input(List.of(ImageTensor.of(new TensorShape(1, 64), grey)));
    }

    /** Noise that is bright or dark, with or without stripes. */
    private static LabelledFaces toys(int count, long seed) {
        RandomStream random = new RandomStream(seed);
        byte[] images = new byte[count * LabelledFaces.IMAGE_LENGTH];
        boolean[][] present = new boolean[count][2];
        for (int i = 0; i < images.length; i++) {
            boolean[] face = present[i / LabelledFaces.IMAGE_LENGTH];
            if (i % LabelledFaces.IMAGE_LENGTH == 0) {
                face[0] = random.nextInt(2) == 1;
                face[1] = random.nextInt(2) == 1;
            }
            boolean line = face[1] && i / JudgeLayers.SIDE % 8 < 4;
            images[i] = (byte) ((face[0] ? 130 : 60) + (line ? 60 : 0) + random.nextInt(30));
        }
        return new LabelledFaces(List.of("bright", "striped"), images, present);
    }
}
