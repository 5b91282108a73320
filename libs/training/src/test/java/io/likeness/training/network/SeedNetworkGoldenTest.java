package io.likeness.training.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.training.TrainingConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Against libtorch 2.10; {@code src/test/libtorch/pom.xml} holds the command that made the numbers. */
class SeedNetworkGoldenTest {
    /** Sums of up to 4,096 products in FLOAT, added in another order, differ by about 1e-6 of values near 1. */
    private static final double FORWARD = 1e-5;
    /** Gradients pass nine layers of such sums twice. */
    private static final double RELATIVE_GRADIENT = 1e-3;

    private static final double GRADIENT_FLOOR = 1e-7;
    /** A hundredth of one Adam step of 1e-3. */
    private static final double STEP = 1e-5;

    private final TrainingConfiguration seed = TrainingConfiguration.seedPreset();
    private final Parameters parameters = new Parameters(seed);
    private final Autoencoder network = new Autoencoder(seed, DataType.FLOAT);
    private final float[] images = GoldenInputs.images();
    private final JsonNode golden = golden();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void theSeedPresetHasTheParametersOfTheArticle() {
        assertEquals(312_801, parameters.length());
    }

    @Test
    void theForwardPassGivesTheNumbersOfLibtorch() {
        network.load(GoldenInputs.weights(parameters));

        float[] latents = network.encode(images, 2);
        float[] reconstruction = network.decode(latents, 2);

        assertArrayEquals(numbers(golden.get("latents")), latents, (float) FORWARD);
        float[] expected = numbers(golden.get("reconstruction"));
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], reconstruction[i * 509], FORWARD, "reconstruction " + i * 509);
        }
        assertEquals(golden.get("losses").get(0).asDouble(), network.loss(images, 2), FORWARD);
    }

    @Test
    void gradientsAndThreeStepsOfAdamGiveTheNumbersOfLibtorch() {
        float[] weights = GoldenInputs.weights(parameters);
        float[] gradients = new float[parameters.length()];
        Adam adam = new Adam(seed.learningRate(), parameters.length());
        for (int step = 0; step < 3; step++) {
            network.load(weights);
            double loss = network.lossAndGradients(images, 2, gradients);
            assertEquals(golden.get("losses").get(step).asDouble(), loss, FORWARD, "loss before step " + step);
            if (step == 0) {
                assertThirds(golden.get("gradients"), gradients, RELATIVE_GRADIENT, GRADIENT_FLOOR);
            }
            adam.step(weights, gradients);
        }
        network.load(weights);

        assertThirds(golden.get("weightsAfterThreeSteps"), weights, 0, STEP);
        assertEquals(golden.get("losses").get(3).asDouble(), network.loss(images, 2), FORWARD);
    }

    private void assertThirds(JsonNode expected, float[] vector, double relative, double floor) {
        List<Parameter> all = parameters.all();
        for (int p = 0; p < all.size(); p++) {
            float[] found = GoldenInputs.inPyTorchOrder(all.get(p), vector);
            float[] wanted = numbers(expected.get(p));
            String name = all.get(p).name();
            for (int k = 0; k < 3; k++) {
                double tolerance = floor + relative * Math.abs(wanted[k]);
                assertEquals(wanted[k], found[k * found.length / 3], tolerance, name + " at " + k + " thirds");
            }
            double squares = 0;
            for (float value : found) {
                squares += (double) value * value;
            }
            assertEquals(wanted[3], Math.sqrt(squares), floor + 1e-5 * wanted[3], "norm of " + name);
        }
    }

    private static float[] numbers(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.get(i).asDouble();
        }
        return values;
    }

    private static JsonNode golden() {
        try (InputStream json = SeedNetworkGoldenTest.class.getResourceAsStream("libtorch.json")) {
            return Json.tree(json.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
