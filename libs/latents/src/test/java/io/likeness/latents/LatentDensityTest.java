package io.likeness.latents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.model.Label;
import io.likeness.latents.LatentDensity.Component;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class LatentDensityTest {

    @Test
    void readsWhatItWrote() {
        byte[] written = Json.encode(new LatentDensity(
                1,
                List.of(new Label("Smiling", true, -1, 1)),
                List.of(
                        new Component(0.25, new double[] {1, -2}, new double[] {1, 0.5, 2}),
                        new Component(0.75, new double[] {0, 0.125})),
                new double[] {3, 0, 4},
                -7.5));

        LatentDensity read = Json.decode(written, LatentDensity.class);

        assertEquals(
                "{\"latents\":1,\"labels\":[{\"name\":\"Smiling\",\"binary\":true,\"least\":-1.0,\"most\":1.0}],"
                        + "\"components\":[{\"weight\":0.25,\"mean\":[1.0,-2.0],\"cholesky\":[1.0,0.5,2.0]},"
                        + "{\"weight\":0.75,\"mean\":[0.0,0.125]}],"
                        + "\"sharedCholesky\":[3.0,0.0,4.0],\"leastLogDensity\":-7.5}",
                new String(written, StandardCharsets.UTF_8));
        assertArrayEquals(written, Json.encode(read));
        assertArrayEquals(
                new double[] {3, 0, 4}, read.cholesky(read.components().getLast()));
    }

    @Test
    void whatWasWrittenBeforeThereWereLabelsIsADensityOfLatentsAlone() {
        String json =
                "{\"latents\":2,\"components\":[{\"weight\":1.0,\"mean\":[1.0,-2.0],\"cholesky\":[1.0,0.5,2.0]}]}";

        LatentDensity read = Json.decode(json.getBytes(StandardCharsets.UTF_8), LatentDensity.class);

        assertEquals(List.of(), read.labels());
        assertNull(read.leastLogDensity());
        assertArrayEquals(
                new float[] {1, -2}, new LatentSampler(read).sample(3, 0).latent());
    }

    @Test
    void aComponentHasAFactorOfItsOwnOrSharesOne() {
        Component bare = new Component(1, new double[2]);

        assertRefused("components.cholesky: expected a value, found none", () -> new LatentDensity(2, List.of(bare)));
        assertRefused(
                "sharedCholesky: expected 3 to 3, found 2",
                () -> new LatentDensity(2, List.of(), List.of(bare), new double[2], null));
    }

    @Test
    void weightsAddUpToOne() {
        assertRefused(
                "components.weight: expected a sum of 1, found 0.75",
                () -> new LatentDensity(1, List.of(component(0.5, 1), component(0.25, 1))));
        assertRefused("components.weight: expected above 0 and at most 1, found 0.0", () -> component(0, 1));
        assertRefused("components.weight: expected above 0 and at most 1, found NaN", () -> component(Double.NaN, 1));
    }

    @Test
    void everyMeanHasOneNumberALatent() {
        assertRefused(
                "components.mean: expected 2 to 2, found 1", () -> new LatentDensity(2, List.of(component(1, 1))));
    }

    @Test
    void everyTriangleHasItsHalfSquare() {
        assertRefused(
                "components.cholesky: expected 3 to 3, found 4", () -> new Component(1, new double[2], new double[4]));
    }

    @Test
    void hasAComponent() {
        assertRefused("components: expected 1 to 10000, found 0", () -> new LatentDensity(1, List.of()));
    }

    @Test
    void missingNumbersAreRefusedByName() {
        byte[] json = "{\"latents\":1,\"components\":[{\"weight\":1}]}".getBytes(StandardCharsets.UTF_8);

        assertRefused("components.mean: expected a value, found none", () -> Json.decode(json, LatentDensity.class));
    }

    private static Component component(double weight, int latents) {
        return new Component(weight, new double[latents], new double[latents * (latents + 1) / 2]);
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(new Refusal(ErrorCode.INVALID_REQUEST, message), Refusal.of(call));
    }
}
