package io.likeness.faces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.likeness.testkit.FaceDetector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnySizeTest {
    private static final String[] OUTPUTS = {"Identity:0", "Identity_1:0", "Identity_2:0", "Identity_3:0"};

    @ParameterizedTest
    @CsvSource({"front.onnx, 128", "back.onnx, 256"})
    void saysTheSameOfImagesOfTheSizeThatTheNetworkWasWrittenFor(String file, int side) throws Exception {
        byte[] model = model(file);
        float[] image = noise(3 * side * side);

        float[][] expected = run(model, image, side, side);
        float[][] found = run(AnySize.of(model), image, side, side);

        for (int k = 0; k < OUTPUTS.length; k++) {
            assertArrayEquals(expected[k], found[k], 1e-3f, OUTPUTS[k]);
        }
    }

    @ParameterizedTest
    @CsvSource({"front.onnx, 16", "back.onnx, 32"})
    void looksAtRectanglesWithTheAnchorsOfTheirCells(String file, int largeCell) throws Exception {
        float[][] found =
                run(AnySize.of(model(file)), noise(3 * 5 * 3 * largeCell * largeCell), 5 * largeCell, 3 * largeCell);

        assertEquals(10 * 6 * 2, found[0].length);
        assertEquals(5 * 3 * 6, found[1].length);
    }

    @Test
    void refusesWhatIsNoModel() {
        assertThrows(IOException.class, () -> AnySize.of("no model".getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] model(String file) throws IOException {
        FaceDetector.require();
        try (InputStream in = BlazeFace.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        }
    }

    private static float[] noise(int size) {
        Random random = new Random(5);
        float[] noise = new float[size];
        for (int i = 0; i < size; i++) {
            noise[i] = 2 * random.nextFloat() - 1;
        }
        return noise;
    }

    private static float[][] run(byte[] model, float[] image, int height, int width) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {1, height, width, 3};
        try (OrtSession session = environment.createSession(model);
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(image), shape);
                OrtSession.Result result = session.run(Map.of("input:0", input))) {
            float[][] found = new float[OUTPUTS.length][];
            for (int k = 0; k < OUTPUTS.length; k++) {
                FloatBuffer values = ((OnnxTensor) result.get(OUTPUTS[k]).orElseThrow()).getFloatBuffer();
                found[k] = new float[values.remaining()];
                values.get(found[k]);
            }
            return found;
        }
    }
}
