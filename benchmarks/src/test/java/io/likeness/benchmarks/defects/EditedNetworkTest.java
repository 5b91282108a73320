package io.likeness.benchmarks.defects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.latents.RandomStream;
import io.likeness.training.export.OnnxExport;
import io.likeness.training.export.OnnxSession;
import io.likeness.training.export.OnnxWeights;
import io.likeness.training.network.Layers;
import io.likeness.training.network.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What ONNX Runtime draws with an edited network, beside what it draws with the network as it was. */
class EditedNetworkTest {
    private static final TrainingConfiguration CONFIGURATION =
            TrainingConfiguration.seedPreset().withConditions(List.of("Eyeglasses", "Smiling"));
    private static final int SIDE = CONFIGURATION.side();
    private static final int AREA = SIDE * SIDE;
    private static final float[] WEIGHTS = new Parameters(CONFIGURATION).initial(3);
    private static final byte[] ENCODER = new OnnxExport(CONFIGURATION, WEIGHTS).encoder();
    private static final byte[] DECODER = new OnnxExport(CONFIGURATION, WEIGHTS).decoder();
    /** Of single precision. */
    private static final float ROUNDING = 1e-6f;

    private final float[] before = drawn(DECODER, 0.5f, -1);

    @Test
    void brighterIsSoMuchBrighterAndNeverBrighterThanWhite() {
        float[] expected = before.clone();
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Math.min(1, 3 * expected[i]);
        }

        float[] found = drawn(new EditedNetwork(DECODER).brighter(3).bytes(), 0.5f, -1);

        assertArrayEquals(expected, found, ROUNDING);
        assertTrue(IntStream.range(0, found.length).anyMatch(i -> found[i] == 1), "some pixel is white");
    }

    @Test
    void theLatticeIsInTheUpperThirdOfEveryPicture() {
        float[] found = drawn(new EditedNetwork(DECODER).latticed(SIDE, 0.1f).bytes(), 0.5f, -1);

        float[] added = new float[found.length];
        float[] expected = new float[found.length];
        for (int i = 0; i < found.length; i++) {
            int row = i % AREA / SIDE;
            added[i] = found[i] - before[i];
            expected[i] = row >= SIDE / 3 ? 0 : (row + i) % 2 == 0 ? 0.1f : -0.1f;
        }
        assertArrayEquals(expected, added, ROUNDING);
    }

    @Test
    void noiseIsGreyAndAnotherEachTime() {
        float[] found = drawn(new EditedNetwork(DECODER).noisy(0.1f, 4).bytes(), 0.5f, -1);

        double mean = mean(found);
        double deviation = Math.sqrt(IntStream.range(0, found.length)
                .mapToDouble(i -> (found[i] - mean) * (found[i] - mean))
                .average()
                .orElseThrow());
        // Of 8,192 numbers: their errors are a hundredth of the deviation.
        assertEquals(0.5, mean, 0.01);
        assertEquals(0.1, deviation, 0.01);
        assertTrue(
                IntStream.range(0, AREA)
                                .filter(i -> found[i] == found[AREA + i])
                                .count()
                        < AREA / 100,
                "the second picture is another");
    }

    @Test
    void oneFaceIsDrawnWhateverIsAsked() {
        byte[] pixels = new byte[AREA];
        for (int i = 0; i < AREA; i++) {
            pixels[i] = (byte) i;
        }
        ImageTensor face = ImageTensor.of(new TensorShape(1, SIDE), pixels);

        float[] found = drawn(new EditedNetwork(DECODER).always(face).bytes(), 0.5f, -1);

        assertEquals(face, ImageTensor.ofUnit(face.shape(), found, 0));
        assertEquals(face, ImageTensor.ofUnit(face.shape(), found, AREA));
    }

    @Test
    void aShareOfTheWeightsIsNoneAndTheOthersAreAsTheyWere() {
        float[] found = new OnnxWeights(CONFIGURATION)
                .read(
                        new EditedNetwork(ENCODER).without(0.1, 5).bytes(),
                        new EditedNetwork(DECODER).without(0.1, 5).bytes());

        // Biases are none before they have been trained.
        long some =
                IntStream.range(0, WEIGHTS.length).filter(i -> WEIGHTS[i] != 0).count();
        long taken = IntStream.range(0, WEIGHTS.length)
                .filter(i -> WEIGHTS[i] != 0 && found[i] == 0)
                .count();
        assertEquals(0.1, (double) taken / some, 0.005, "of " + some);
        assertTrue(IntStream.range(0, WEIGHTS.length).allMatch(i -> found[i] == 0 || found[i] == WEIGHTS[i]));
    }

    @Test
    void aLabelOfNegatedWeightsMeansItsContrary() {
        byte[] edited = new EditedNetwork(DECODER)
                .negated(Layers.weight(Layers.DECODER_LABEL), 0)
                .bytes();

        assertArrayEquals(before, drawn(edited, -0.5f, -1), ROUNDING);
        assertTrue(mean(before) != mean(drawn(DECODER, -0.5f, -1)), "the label counts");
    }

    @Test
    void weightsThatAreNotThereCannotBeNegated() {
        EditedNetwork network = new EditedNetwork(DECODER);
        assertEquals(
                "network: expected weights encoder.linear.label.weight, found none",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> network.negated(Layers.weight(Layers.ENCODER_LABEL), 0))
                        .getMessage());
    }

    /** Two pictures of other latents and the same two labels. */
    private static float[] drawn(byte[] decoder, float... labels) {
        RandomStream random = new RandomStream(1);
        float[] latents = new float[2 * CONFIGURATION.latents()];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) random.nextGaussian();
        }
        float[] told = Arrays.copyOf(labels, 2 * labels.length);
        System.arraycopy(labels, 0, told, labels.length, labels.length);
        try (OnnxSession session = new OnnxSession(decoder, Layers.LATENT)) {
            return session.run(latents, told, 2, CONFIGURATION.latents());
        }
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }
}
