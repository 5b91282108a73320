package io.likeness.training.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.RandomStream;
import io.likeness.training.network.Network;
import io.likeness.training.network.NetworkCase;
import io.likeness.training.network.Parameters;
import io.likeness.training.network.SameDiffNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

class ParityCheckTest {
    private static final int COUNT = 5;

    private final TrainingConfiguration seed = TrainingConfiguration.seedPreset();

    @Test
    void onnxRuntimeComputesWhatTheSeedNetworkComputes() {
        Parity parity = parity(seed, 1, 1);
        assertTrue(parity.imageError() < 1e-5, parity.toString());
        assertTrue(parity.latentError() < 1e-5, parity.toString());
    }

    @ParameterizedTest
    @EnumSource
    void everyKernelActivationAndShapeIsExported(NetworkCase example) {
        Parity parity = parity(example.configuration(), 2, 2);
        assertTrue(parity.imageError() < 1e-5, parity.toString());
        assertTrue(parity.latentError() < 1e-5, parity.toString());
    }

    @Test
    void otherWeightsAreRefusedWithTheMeasuredDifference() {
        LikenessException refusal = assertThrows(LikenessException.class, () -> parity(seed, 1, 2));
        assertEquals(ErrorCode.PARITY_FAILED, refusal.code());
        String found = String.valueOf(refusal.getMessage());
        assertTrue(
                found.matches(
                        "images of the network and ONNX Runtime: expected a difference of 1.0e-04 or less, found .*"),
                found);
    }

    @Test
    void theSameWeightsGiveTheSameBytes() {
        float[] weights = new Parameters(seed).initial(3);
        assertArrayEquals(new OnnxExport(seed, weights).decoder(), new OnnxExport(seed, weights).decoder());
        assertArrayEquals(new OnnxExport(seed, weights).encoder(), new OnnxExport(seed, weights).encoder());
    }

    private static Parity parity(TrainingConfiguration configuration, long networkSeed, long exportSeed) {
        Parameters parameters = new Parameters(configuration);
        OnnxExport export = new OnnxExport(configuration, parameters.initial(exportSeed));
        float[] labels = numbers(COUNT * configuration.conditions().size(), -0.5);
        try (Network network = new SameDiffNetwork(configuration, DataType.FLOAT)) {
            network.load(parameters.initial(networkSeed));
            return new ParityCheck(configuration)
                    .require(
                            network,
                            export.encoder(),
                            export.decoder(),
                            new ParityCheck.Inputs(numbers(COUNT * configuration.imageLength(), 0), labels),
                            new ParityCheck.Inputs(numbers(COUNT * configuration.latents(), -0.5), labels));
        }
    }

    private static float[] numbers(int length, double shift) {
        RandomStream random = new RandomStream(8);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (random.nextDouble() + shift);
        }
        return values;
    }
}
