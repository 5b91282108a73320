package io.likeness.training.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.model.RandomStream;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.ToyFaces;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class GradientTest {
    private static final int IMAGES = 3;
    private static final int CHECKS_PER_PARAMETER = 6;
    /** Large against rounding in DOUBLE, small against the distance to the next kink of a ReLU. */
    private static final double STEP = 1e-5;

    private final TrainingConfiguration small = ToyFaces.network(16, 3, 5, List.of(4, 6), 4, 1, 1e-3, 7);
    private final Parameters parameters = new Parameters(small);
    private final float[] weights = parameters.initial(11);
    private final float[] images = images();

    @Test
    void gradientsOfTheDoubleGraphAreThoseOfFiniteDifferences() {
        float[] gradients = new float[parameters.length()];
        try (Autoencoder network = new Autoencoder(small, DataType.DOUBLE)) {
            network.load(weights);
            network.lossAndGradients(images, IMAGES, gradients);
            for (Parameter parameter : parameters.all()) {
                for (int k = 0; k < CHECKS_PER_PARAMETER; k++) {
                    int index = parameter.offset() + k * (parameter.length() - 1) / CHECKS_PER_PARAMETER;
                    double slope = slope(network, index);
                    double tolerance = 1e-5 * Math.max(Math.abs(slope), 1e-4);
                    assertEquals(slope, gradients[index], tolerance, parameter.name() + " " + index);
                }
            }
        }
    }

    @Test
    void gradientsOfTheFloatGraphAreThoseOfTheDoubleGraph() {
        float[] inDouble = new float[parameters.length()];
        float[] inFloat = new float[parameters.length()];
        try (Autoencoder exact = new Autoencoder(small, DataType.DOUBLE);
                Autoencoder rounded = new Autoencoder(small, DataType.FLOAT)) {
            exact.load(weights);
            rounded.load(weights);
            double exactLoss = exact.lossAndGradients(images, IMAGES, inDouble);
            double roundedLoss = rounded.lossAndGradients(images, IMAGES, inFloat);
            assertEquals(exactLoss, roundedLoss, 1e-6 * exactLoss);
        }
        for (int i = 0; i < inDouble.length; i++) {
            double tolerance = 1e-3 * Math.max(Math.abs(inDouble[i]), 1e-5);
            assertEquals(inDouble[i], inFloat[i], tolerance, "parameter " + i);
        }
    }

    /** Central difference over the distance that FLOAT weights really moved. */
    private double slope(Autoencoder network, int index) {
        float above = (float) (weights[index] + STEP);
        float below = (float) (weights[index] - STEP);
        return (lossAt(network, index, above) - lossAt(network, index, below)) / ((double) above - below);
    }

    private double lossAt(Autoencoder network, int index, float value) {
        float[] moved = weights.clone();
        moved[index] = value;
        network.load(moved);
        return network.loss(images, IMAGES);
    }

    private float[] images() {
        RandomStream random = new RandomStream(5);
        float[] values = new float[IMAGES * small.imageLength()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }
}
