package io.likeness.training.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.model.Label;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.LabelledLatent;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentDensity.Component;
import io.likeness.latents.LatentSampler;
import io.likeness.training.ToyFaces;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecoderSamplerTest {
    private static final int LATENTS = ToyFaces.SMALL.latents();
    private static final List<Label> LABELS =
            List.of(new Label("age", false, 0, 90), new Label("hat", true, -1, 1), new Label("smile", true, -1, 1));

    @Test
    void labelsAreThoseDrawnWithTheLatentInTheOrderOfTheConditions() {
        TrainingConfiguration told = ToyFaces.SMALL.withConditions(List.of("smile", "age"));
        LatentSampler sampler = new LatentSampler(density());

        DecoderInputs inputs = new DecoderSampler(told, density()).sample(3, 40);

        assertEquals(37, inputs.count());
        for (int i = 0; i < inputs.count(); i++) {
            LabelledLatent drawn = sampler.sample(told.seed() + 3 + i, 1);
            DecoderInputs own = inputs.part(i, i + 1);
            assertArrayEquals(drawn.latent(), own.latents());
            float[] expected = {scaled(drawn, "smile"), scaled(drawn, "age")};
            assertArrayEquals(expected, own.labels());
        }
    }

    @Test
    void anUnconditionalNetworkIsToldNothing() {
        DecoderInputs inputs = new DecoderSampler(ToyFaces.SMALL, density()).sample(5);
        assertEquals(5 * LATENTS, inputs.latents().length);
        assertEquals(0, inputs.labels().length);
    }

    private static float scaled(LabelledLatent drawn, String label) {
        return drawn.scaledLabels().getOrDefault(label, Double.NaN).floatValue();
    }

    /** Everything follows the first label in part. */
    private static LatentDensity density() {
        int dimension = LABELS.size() + LATENTS;
        double[] cholesky = new double[dimension * (dimension + 1) / 2];
        for (int row = 0; row < dimension; row++) {
            int start = row * (row + 1) / 2;
            cholesky[start] = 0.5;
            cholesky[start + row] = 1;
        }
        double[] mean = new double[dimension];
        Arrays.fill(mean, 0.1);
        return new LatentDensity(LATENTS, LABELS, List.of(new Component(1, mean, cholesky)));
    }
}
