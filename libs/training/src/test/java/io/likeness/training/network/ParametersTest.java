package io.likeness.training.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.training.TrainingConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private final Parameters parameters = new Parameters(TrainingConfiguration.seedPreset());

    @Test
    void theSeedPresetHasTheParametersOfTheArticle() {
        assertEquals(312_801, parameters.length());
    }

    @Test
    void theDecoderMirrorsTheEncoder() {
        assertEquals(
                List.of(3, 3, 32, 64),
                parameters
                        .require(Layers.weight(Layers.transposedConvolution(0)))
                        .shape());
        assertEquals(
                List.of(3, 3, 1, 16),
                parameters
                        .require(Layers.weight(Layers.transposedConvolution(2)))
                        .shape());
    }

    @Test
    void theFanInIsCountedAsPyTorchDoes() {
        Parameters colour = new Parameters(NetworkCase.COLOUR_WITH_KERNEL_4.configuration());
        assertEquals(3 * 16, fanIn(colour, Layers.convolution(0)));
        assertEquals(5 * 16, fanIn(colour, Layers.convolution(1)));
        assertEquals(3 * 4 * 4, fanIn(colour, Layers.ENCODER_LINEAR));
        assertEquals(5, fanIn(colour, Layers.DECODER_LINEAR));
        assertEquals(5 * 16, fanIn(colour, Layers.transposedConvolution(0)));
        assertEquals(3 * 16, fanIn(colour, Layers.transposedConvolution(1)));
    }

    private static int fanIn(Parameters parameters, String layer) {
        int ofBias = parameters.require(Layers.bias(layer)).fanIn();
        assertEquals(ofBias, parameters.require(Layers.weight(layer)).fanIn());
        return ofBias;
    }

    @Test
    void initialNumbersFillTheBoundOfPyTorch() {
        float[] initial = parameters.initial(3);
        for (Parameter parameter : parameters.all()) {
            double bound = 1 / Math.sqrt(parameter.fanIn());
            double greatest = 0;
            for (int i = 0; i < parameter.length(); i++) {
                greatest = Math.max(greatest, Math.abs(initial[parameter.offset() + i]));
            }
            assertTrue(greatest <= bound, parameter.name());
            assertTrue(parameter.length() < 30 || greatest > 0.8 * bound, parameter.name());
        }
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        assertArrayEquals(parameters.initial(4), parameters.initial(4));
    }
}
