package io.likeness.training.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.training.TrainingConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** What libtorch 2.10 makes of {@link GoldenInputs}; {@code src/test/libtorch/pom.xml} holds the command that made the numbers. */
final class LibtorchValues {
    private final Parameters parameters = new Parameters(TrainingConfiguration.seedPreset());
    private final JsonNode values = read();

    float[] latents() {
        return numbers(values.get("latents"));
    }

    /** Every 509th number. */
    float[] reconstruction() {
        return numbers(values.get("reconstruction"));
    }

    double lossAfter(int steps) {
        return values.get("losses").get(steps).asDouble();
    }

    /** Of each parameter the numbers at no, one and two thirds, and the norm. */
    void assertGradients(float[] gradients, double relative, double floor) {
        assertThirds(values.get("gradients"), gradients, relative, floor);
    }

    void assertWeightsAfterThreeSteps(float[] weights, double tolerance) {
        assertThirds(values.get("weightsAfterThreeSteps"), weights, 0, tolerance);
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

    private static JsonNode read() {
        try (InputStream json = LibtorchValues.class.getResourceAsStream("libtorch.json")) {
            return Json.tree(json.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
