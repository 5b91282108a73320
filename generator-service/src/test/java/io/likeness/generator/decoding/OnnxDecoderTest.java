package io.likeness.generator.decoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.generator.DecoderFile;
import io.likeness.imaging.TensorShape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class OnnxDecoderTest {
    private static final TensorShape SHAPE = new TensorShape(1, 8);

    @Test
    void decodesEachLatentAsIfItWereAlone() throws Exception {
        try (OnnxDecoder decoder = LoadedModels.open(DecoderFile.linear(1, 2, 8), 2, SHAPE)) {
            float[] both = decoder.decode(new float[] {0.5f, -1, 2, 3}, 2);
            assertArrayEquals(decoder.decode(new float[] {0.5f, -1}, 1), Arrays.copyOfRange(both, 0, 64));
            assertArrayEquals(decoder.decode(new float[] {2, 3}, 1), Arrays.copyOfRange(both, 64, 128));
        }
    }

    @Test
    void refusesAnOutputOfAnotherName() {
        assertEquals(
                "decoder.onnx: names: expected image, found [picture]",
                refusal(DecoderFile.linear(1, 2, 8, "picture"), 2, SHAPE));
    }

    @Test
    void refusesAnotherNumberOfLatents() {
        assertEquals(
                "decoder.onnx: latent: expected float[-1, 3], found [-1, 2]",
                refusal(DecoderFile.linear(1, 2, 8), 3, SHAPE));
    }

    @Test
    void refusesImagesOfAnotherSide() {
        assertEquals(
                "decoder.onnx: image: expected float[-1, 1, 16, 16], found [-1, 1, 8, 8]",
                refusal(DecoderFile.linear(1, 2, 8), 2, new TensorShape(1, 16)));
    }

    private static String refusal(byte[] decoder, int latents, TensorShape shape) {
        LikenessException refused =
                assertThrows(LikenessException.class, () -> LoadedModels.open(decoder, latents, shape));
        assertEquals(ErrorCode.INTERNAL_ERROR, refused.code());
        return String.valueOf(refused.getMessage());
    }
}
