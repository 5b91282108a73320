package io.likeness.training.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.training.TrainingConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

class GradientTest {
    private static final int CHECKS_PER_PARAMETER = 3;
    /** Large against rounding in DOUBLE, small against the distance to the next kink of a ReLU or of the absolute error. */
    private static final double STEP = 1e-5;

    @ParameterizedTest
    @EnumSource
    void gradientsOfTheDoubleGraphAreThoseOfFiniteDifferences(NetworkCase example) {
        TrainingConfiguration configuration = example.configuration();
        Parameters parameters = new Parameters(configuration);
        float[] gradients = new float[parameters.length()];
        try (SameDiffNetwork network = new SameDiffNetwork(configuration, DataType.DOUBLE)) {
            network.load(example.weights());
            network.lossAndGradients(example.images(), example.labels(), NetworkCase.IMAGES, gradients);
            for (Parameter parameter : parameters.all()) {
                for (int k = 0; k < CHECKS_PER_PARAMETER; k++) {
                    int index = parameter.offset() + k * (parameter.length() - 1) / CHECKS_PER_PARAMETER;
                    double slope = slope(network, example, index);
                    double tolerance = 1e-5 * Math.max(Math.abs(slope), 1e-4);
                    assertEquals(slope, gradients[index], tolerance, parameter.name() + " " + index);
                }
            }
        }
    }

    /** Central difference over the distance that FLOAT weights really moved. */
    private static double slope(SameDiffNetwork network, NetworkCase example, int index) {
        float[] weights = example.weights();
        float above = (float) (weights[index] + STEP);
        float below = (float) (weights[index] - STEP);
        double rise = lossAt(network, example, index, above) - lossAt(network, example, index, below);
        return rise / ((double) above - below);
    }

    private static double lossAt(SameDiffNetwork network, NetworkCase example, int index, float value) {
        float[] moved = example.weights();
        moved[index] = value;
        network.load(moved);
        return network.weightedLoss(example.images(), example.labels(), NetworkCase.IMAGES);
    }
}
