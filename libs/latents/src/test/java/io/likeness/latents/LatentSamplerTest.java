package io.likeness.latents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Require;
import io.likeness.contracts.generation.SeedRule;
import io.likeness.contracts.model.Label;
import io.likeness.latents.LatentDensity.Component;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LatentSamplerTest {
    private static final LatentDensity DENSITY = new LatentDensity(
            3,
            List.of(
                    new Component(0.25, new double[] {10, -10, 0}, new double[] {1, 0.5, 2, 0, 0, 0.5}),
                    new Component(0.75, new double[] {0, 1, 2}, new double[] {2, -1, 1, 0.25, 0.5, 1})));

    private static final LatentDensity STANDARD_NORMAL =
            new LatentDensity(1, List.of(new Component(1, new double[1], new double[] {1})));

    private final LatentSampler sampler = new LatentSampler(DENSITY);

    /** Computed by a second implementation in another language; equal floats, so no tolerance. */
    @Test
    void latentsAreTheSpecifiedOnes() {
        assertArrayEquals(new float[] {-0.120028354f, 0.644944012f, 1.26168776f}, sampler.sample(0));
        assertArrayEquals(new float[] {-4.04296637f, 2.04380584f, 3.27069545f}, sampler.sample(1));
        assertArrayEquals(
                new float[] {10.1340752f, -7.14191818f, -0.847179353f}, sampler.sample(Require.GREATEST_SEED));
    }

    @Test
    void latentDependsOnSeedPlusIndexAlone() {
        for (int index = 0; index < 50; index++) {
            float[] latent = sampler.sample(LatentSampler.imageSeed(7, index));

            assertArrayEquals(latent, new LatentSampler(DENSITY).sample(LatentSampler.imageSeed(7 + index, 0)));
        }
    }

    @Test
    void threadsThatShareASamplerDrawTheSameLatents() {
        List<float[]> alone = draw(IntStream.range(0, 500).boxed());
        List<float[]> together = draw(IntStream.range(0, 500).boxed().parallel());

        for (int index = 0; index < alone.size(); index++) {
            assertArrayEquals(alone.get(index), together.get(index));
        }
    }

    @Test
    void imageSeedsWrapAroundBelow2To53() {
        assertEquals(12, LatentSampler.imageSeed(7, 5));
        assertEquals(Require.GREATEST_SEED, LatentSampler.imageSeed(Require.GREATEST_SEED, 0));
        assertEquals(0, LatentSampler.imageSeed(Require.GREATEST_SEED, 1));
        assertEquals(998, LatentSampler.imageSeed(Require.GREATEST_SEED, 999));
    }

    /** Computed by an implementation in Python: {@code mix(mix(seed) + (index + 1) * gamma) >> 11}, mix as in SplitMix64. */
    @Test
    void hashesAreThoseOfASecondImplementation() {
        assertEquals(7956156453446585L, LatentSampler.imageSeed(SeedRule.HASH, 0, 0));
        assertEquals(4722888375107927L, LatentSampler.imageSeed(SeedRule.HASH, 7, 0));
        assertEquals(3103941630581184L, LatentSampler.imageSeed(SeedRule.HASH, 7, 5));
        assertEquals(8872004701991642L, LatentSampler.imageSeed(SeedRule.HASH, 8, 4));
        assertEquals(7074816765070809L, LatentSampler.imageSeed(SeedRule.HASH, Require.GREATEST_SEED, 999));
        assertEquals(12, LatentSampler.imageSeed(SeedRule.SUM, 7, 5));
    }

    @Test
    void twoSeedsHaveNoImageInCommonWhereTheyAreHashed() {
        Set<Long> seen = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            for (int index = 0; index < 1000; index++) {
                assertTrue(seen.add(LatentSampler.imageSeed(SeedRule.HASH, seed, index)), "seed " + seed);
            }
        }
    }

    @Test
    void seedOrIndexOutOfRangeIsRefused() {
        assertEquals(
                new Refusal(ErrorCode.INVALID_REQUEST, "seed: expected 0 to 9007199254740991, found -1"),
                Refusal.of(() -> LatentSampler.imageSeed(-1, 0)));
        assertEquals(
                new Refusal(ErrorCode.INVALID_REQUEST, "index: expected 0 to 2147483647, found -1"),
                Refusal.of(() -> LatentSampler.imageSeed(0, -1)));
    }

    @Test
    void temperatureScalesTheDistanceFromTheMean() {
        for (long seed = 0; seed < 20; seed++) {
            float[] mean = sampler.sample(seed, 0).latent();
            float[] warm = sampler.sample(seed, 1).latent();
            float[] half = sampler.sample(seed, 0.5).latent();

            assertArrayEquals(sampler.sample(seed), warm);
            for (int i = 0; i < mean.length; i++) {
                // Latents are FLOAT: three roundings of values up to 16.
                assertEquals((mean[i] + warm[i]) / 2, half[i], 4e-6, "seed " + seed);
            }
        }
    }

    @Test
    void aWidenedDensityDrawsWhatATemperatureDraws() {
        Label smiling = new Label("Smiling", true, -1, 1);
        double[] factor = {0.8, 0.5, 1, -0.4, 0.3, 2};
        LatentDensity own =
                new LatentDensity(2, List.of(smiling), List.of(new Component(1, new double[] {-0.2, 3, 0}, factor)));
        List<Component> centres =
                List.of(new Component(0.4, new double[] {0.4, 0, -5}), new Component(0.6, new double[] {0, 1, 2}));
        LatentDensity kernels = LatentDensity.ofKernels(2, List.of(smiling), centres, factor);
        for (LatentDensity density : List.of(DENSITY, own, kernels)) {
            LatentSampler narrow = new LatentSampler(density);
            LatentSampler wide =
                    new LatentSampler(density.withLeastLogDensity(100).widened(1.1));
            assertDrawsAtTemperature(narrow, wide);
            if (density != DENSITY) {
                Map<String, Double> asked = Map.of("Smiling", 1.0);
                assertDrawsAtTemperature(narrow.given(asked), wide.given(asked));
            }
        }
    }

    private static void assertDrawsAtTemperature(LatentSampler narrow, LatentSampler wide) {
        for (long seed = 0; seed < 20; seed++) {
            LabelledLatent warm = narrow.sample(seed, 1.1);
            LabelledLatent drawn = wide.sample(seed, 1);
            assertEquals(warm.scaledLabels(), drawn.scaledLabels());
            // Latents are FLOAT: the last bit of values up to 16.
            assertArrayEquals(warm.latent(), drawn.latent(), 2e-6f);
        }
    }

    @Test
    void aDensityIsWidenedByNumbersAbove0() {
        for (double factor : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(
                    new Refusal(ErrorCode.INVALID_REQUEST, "factor: expected a number above 0, found " + factor),
                    Refusal.of(() -> DENSITY.widened(factor)));
        }
    }

    @Test
    void aTemperatureOutOfRangeIsRefused() {
        for (double temperature : new double[] {-0.1, 2.1, Double.NaN}) {
            assertEquals(
                    new Refusal(ErrorCode.INVALID_REQUEST, "temperature: expected 0 to 2, found " + temperature),
                    Refusal.of(() -> sampler.sample(0, temperature)));
        }
    }

    @Test
    void unlikelyLatentsAreDrawnAgain() {
        // log p(1.5) of a standard normal: 13 % lie farther out.
        LatentSampler bounded = standardNormal(-0.5 * Math.log(2 * Math.PI) - 0.5 * 1.5 * 1.5);
        LatentSampler free = new LatentSampler(STANDARD_NORMAL);
        int redrawn = 0;
        for (long seed = 0; seed < 1000; seed++) {
            float latent = bounded.sample(seed)[0];
            assertTrue(Math.abs(latent) <= 1.5, "seed " + seed + ": " + latent);
            assertEquals(latent, bounded.sample(seed)[0]);
            redrawn += latent == free.sample(seed)[0] ? 0 : 1;
        }
        // 134 of 1,000 expected, standard deviation 11.
        assertEquals(134, redrawn, 44);
    }

    @Test
    void aBoundThatNothingReachesStillGivesALatent() {
        LatentSampler impossible = standardNormal(100);

        assertEquals(impossible.sample(7)[0], impossible.sample(7)[0]);
        assertTrue(Float.isFinite(impossible.sample(7)[0]));
    }

    private static LatentSampler standardNormal(double leastLogDensity) {
        return new LatentSampler(STANDARD_NORMAL.withLeastLogDensity(leastLogDensity));
    }

    private List<float[]> draw(Stream<Integer> indices) {
        return indices.map(index -> sampler.sample(LatentSampler.imageSeed(99, index)))
                .toList();
    }
}
