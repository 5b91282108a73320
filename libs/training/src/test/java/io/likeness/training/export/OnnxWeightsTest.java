package io.likeness.training.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.ToyFaces;
import io.likeness.training.network.NetworkCase;
import io.likeness.training.network.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxWeightsTest {
    private final TrainingConfiguration grey = ToyFaces.network(16, 1, 5, List.of(4, 6), 4, 1, 1e-3, 7);

    @ParameterizedTest
    @EnumSource
    void weightsComeBackToTheBit(NetworkCase example) {
        float[] weights = new Parameters(example.configuration()).initial(4);
        OnnxExport export = new OnnxExport(example.configuration(), weights);

        float[] found = new OnnxWeights(example.configuration()).read(export.encoder(), export.decoder());

        assertArrayEquals(bits(weights), bits(found));
    }

    @Test
    void anotherNumberOfChannelsIsRefused() {
        TrainingConfiguration colour = ToyFaces.network(16, 3, 5, List.of(4, 6), 4, 1, 1e-3, 7);
        assertEquals(
                "base.encoder.convolution.0.weight: expected [4, 1, 3, 3], found [4, 3, 3, 3]", refusal(grey, colour));
    }

    @Test
    void anotherNumberOfLatentsIsRefused() {
        TrainingConfiguration wider = ToyFaces.network(16, 1, 9, List.of(4, 6), 4, 1, 1e-3, 7);
        assertEquals("base.encoder.linear.weight: expected [96, 5], found [96, 9]", refusal(grey, wider));
    }

    @Test
    void aConvolutionThatTheBaseLacksIsRefused() {
        TrainingConfiguration deeper = ToyFaces.network(32, 1, 5, List.of(4, 6, 6), 4, 1, 1e-3, 7);
        assertEquals("base.encoder.convolution.2.weight: expected [6, 6, 3, 3], found none", refusal(deeper, grey));
    }

    /** All its other weights have the shapes of the shallower network. */
    @Test
    void aConvolutionThatOnlyTheBaseHasIsRefused() {
        TrainingConfiguration shallow = ToyFaces.network(16, 1, 5, List.of(1), 4, 1, 1e-3, 7);
        TrainingConfiguration deep = ToyFaces.network(32, 1, 5, List.of(1, 1), 4, 1, 1e-3, 7);
        assertEquals("base.decoder.convolution.1.bias: expected none, found [1]", refusal(shallow, deep));
    }

    @Test
    void bytesThatAreNoModelAreRefused() {
        byte[] encoder = export(grey).encoder();
        LikenessException refusal =
                assertThrows(LikenessException.class, () -> new OnnxWeights(grey).read(encoder, new byte[] {1, 2, 3}));
        assertEquals(ErrorCode.IMPOSSIBLE_CONFIGURATION, refusal.code());
        assertEquals("base.decoder: expected an ONNX model, found none", refusal.getMessage());
    }

    private static String refusal(TrainingConfiguration wanted, TrainingConfiguration base) {
        OnnxExport export = export(base);
        LikenessException refusal = assertThrows(
                LikenessException.class, () -> new OnnxWeights(wanted).read(export.encoder(), export.decoder()));
        assertEquals(ErrorCode.IMPOSSIBLE_CONFIGURATION, refusal.code());
        return String.valueOf(refusal.getMessage());
    }

    private static OnnxExport export(TrainingConfiguration configuration) {
        return new OnnxExport(configuration, new Parameters(configuration).initial(1));
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
