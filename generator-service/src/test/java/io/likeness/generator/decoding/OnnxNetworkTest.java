package io.likeness.generator.decoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.generator.NetworkFile;
import io.likeness.imaging.TensorShape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class OnnxNetworkTest {
    private static final TensorShape SHAPE = new TensorShape(1, 8);
    private static final float[] NO_LABELS = {};

    @Test
    void decodesEachLatentAsIfItWereAlone() throws Exception {
        try (OnnxNetwork decoder = LoadedModels.open(NetworkFile.linear(1, 2, 8), 2, SHAPE)) {
            float[] both = decoder.run(new float[] {0.5f, -1, 2, 3}, NO_LABELS, 2);
            assertArrayEquals(decoder.run(new float[] {0.5f, -1}, NO_LABELS, 1), Arrays.copyOfRange(both, 0, 64));
            assertArrayEquals(decoder.run(new float[] {2, 3}, NO_LABELS, 1), Arrays.copyOfRange(both, 64, 128));
        }
    }

    @Test
    void givesTheLabelsToANetworkThatTakesThem() throws Exception {
        try (OnnxNetwork decoder = LoadedModels.decoder(NetworkFile.conditional(1, 2, 8, 1), 2, SHAPE, 1)) {
            float[] latents = {0.5f, -1, 0.5f, -1};
            float[] both = decoder.run(latents, new float[] {-1, 1}, 2);
            float[] second = Arrays.copyOfRange(both, 64, 128);
            assertArrayEquals(decoder.run(new float[] {0.5f, -1}, new float[] {1}, 1), second);
            assertFalse(Arrays.equals(Arrays.copyOf(both, 64), second), "the label changes the image");
        }
    }

    @Test
    void encodesAnImage() throws Exception {
        try (OnnxNetwork encoder = LoadedModels.encoder(NetworkFile.encoder(1, 2, 8, 0), 2, SHAPE, 0)) {
            assertEquals(2, encoder.run(new float[64], NO_LABELS, 1).length);
        }
    }

    @Test
    void refusesANetworkWithoutTheLabelsThatItShouldTake() {
        assertEquals(
                "decoder.onnx: names: expected label, found [latent]",
                refusal(() -> LoadedModels.decoder(NetworkFile.linear(1, 2, 8), 2, SHAPE, 1)));
        assertEquals(
                "encoder.onnx: label: expected float[-1, 2], found [-1, 1]",
                refusal(() -> LoadedModels.encoder(NetworkFile.encoder(1, 2, 8, 1), 2, SHAPE, 2)));
    }

    @Test
    void refusesAnOutputOfAnotherName() {
        assertEquals(
                "decoder.onnx: names: expected image, found [picture]",
                refusal(NetworkFile.linear(1, 2, 8, "picture"), 2, SHAPE));
    }

    @Test
    void refusesAnotherNumberOfLatents() {
        assertEquals(
                "decoder.onnx: latent: expected float[-1, 3], found [-1, 2]",
                refusal(NetworkFile.linear(1, 2, 8), 3, SHAPE));
    }

    @Test
    void refusesImagesOfAnotherSide() {
        assertEquals(
                "decoder.onnx: image: expected float[-1, 1, 16, 16], found [-1, 1, 8, 8]",
                refusal(NetworkFile.linear(1, 2, 8), 2, new TensorShape(1, 16)));
    }

    private static String refusal(byte[] decoder, int latents, TensorShape shape) {
        return refusal(() -> LoadedModels.open(decoder, latents, shape));
    }

    private static String refusal(Executable opening) {
        LikenessException refused = assertThrows(LikenessException.class, opening);
        assertEquals(ErrorCode.MODEL_UNUSABLE, refused.code());
        return String.valueOf(refused.getMessage());
    }
}
