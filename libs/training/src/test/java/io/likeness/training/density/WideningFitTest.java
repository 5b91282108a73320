package io.likeness.training.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.Label;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentDensity.Component;
import io.likeness.latents.LatentLikelihood;
import io.likeness.latents.LatentSampler;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WideningFitTest {
    private static final int HELD_OUT = 2_000;
    private static final Label SMILING = new Label("Smiling", true, -1, 1);
    /** A label, and two latents that follow it and each other. */
    private static final double[] FACTOR = {0.8, 0.5, 1, -0.4, 0.3, 2};

    private static final FittedDensity FITTED = new FittedDensity(
            new LatentDensity(
                    2,
                    List.of(SMILING),
                    List.of(
                            new Component(0.4, new double[] {-0.2, 3, 0}, FACTOR),
                            new Component(0.6, new double[] {0.4, 0, -5}, FACTOR))),
            List.of(),
            1);

    @Test
    void samplesBecomeAsAlikeAsPhotographs() {
        assertEquals(1.025, widened(0.21).widening(), 1e-9);
        assertEquals(1.08, widened(0.232).widening(), 1e-9);
        LatentDensity wider = widened(0.232).density();
        assertEquals(1.08, factor(wider), 1e-9);
    }

    @Test
    void theFactorIsNoMoreThanElevenTenths() {
        assertEquals(1.1, widened(0.241).widening());
        assertEquals(1.1, widened(0.9).widening());
        assertEquals(1.1, factor(widened(0.9).density()), 1e-9);
    }

    @Test
    void samplesThatAreMoreAlikeTheWiderTheyAreGetTheMostToo() {
        assertEquals(
                1.1,
                WideningFit.fit(FITTED, heldOut(), density -> factor(density) / 2, 0.2)
                        .widening());
    }

    @Test
    void whatIsAsVariedAsPhotographsStaysAsItIs() {
        assertSame(FITTED, widened(0.2));
        assertSame(FITTED, widened(-0.1));
    }

    @Test
    void theBoundIsTheThirdLowestOfTwoThousandHeldOutLatents() {
        LatentDensity wider = widened(0.9).density();
        LatentLikelihood likelihood = new LatentLikelihood(wider);
        float[] latents = heldOut();
        double[] sorted = IntStream.range(0, HELD_OUT)
                .mapToDouble(i -> likelihood.logDensity(Arrays.copyOfRange(latents, 2 * i, 2 * i + 2)))
                .sorted()
                .toArray();

        assertEquals(sorted[2], wider.leastLogDensity());
    }

    @Test
    void whatIsWideAlreadyIsRefused() {
        FittedDensity wide = widened(0.9);
        LikenessException refusal =
                assertThrows(LikenessException.class, () -> WideningFit.fit(wide, heldOut(), density -> 0.9, 0.2));
        assertEquals("fitted.widening: expected 1, found 1.1", refusal.getMessage());
    }

    /** Photographs have a similarity of 0.2; every percent of widening takes 0.004 off that of samples. */
    private static FittedDensity widened(double similarityAsFitted) {
        return WideningFit.fit(FITTED, heldOut(), density -> similarityAsFitted - 0.4 * (factor(density) - 1), 0.2);
    }

    private static double factor(LatentDensity density) {
        return density.cholesky(density.components().getFirst())[2] / FACTOR[2];
    }

    /** Latents of the density as fitted. */
    private static float[] heldOut() {
        LatentSampler sampler = new LatentSampler(FITTED.density());
        float[] latents = new float[2 * HELD_OUT];
        for (int i = 0; i < HELD_OUT; i++) {
            System.arraycopy(sampler.sample(i), 0, latents, 2 * i, 2);
        }
        return latents;
    }
}
