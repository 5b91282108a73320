package io.likeness.latents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.LatentDirections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class LatentSpaceTest {
    private static final int LATENTS = 16;
    /** Latents are rounded to float, 24 bits, after a few hundred operations on doubles. */
    private static final float ROUNDING = 1e-5f;

    private final LatentSpace plain =
            new LatentSpace(Densities.twoGaussians(LATENTS), List.of(), LatentDirections.none(LATENTS));
    private final LatentSpace labelled =
            new LatentSpace(Densities.labelled(LATENTS), List.of("Smiling"), Densities.directions(LATENTS));

    @Test
    void walksFromOneFaceToTheOther() {
        FaceCode from = face(plain, 1);
        FaceCode to = face(plain, 2);
        assertSame(from, plain.between(from, to, 0));
        assertArrayEquals(to.latent(), plain.between(from, to, 1).latent(), ROUNDING);
        assertArrayEquals(
                plain.between(from, to, 0.25).latent(),
                plain.between(to, from, 0.75).latent(),
                ROUNDING);
    }

    @Test
    void leadsAWalkTowardsTheMeanFaceAndAwayFromIt() {
        Moments moments = Moments.of(Densities.labelled(LATENTS));
        Whitening whitening = new Whitening(moments.latentMean(), moments.latentCovariance());
        FaceCode from = face(labelled, 1);
        FaceCode to = face(labelled, 2);
        double[] first = whitening.whiten(from.latent());
        double[] last = whitening.whiten(to.latent());
        double start = length(first);
        double end = length(last);
        double cosine =
                IntStream.range(0, LATENTS).mapToDouble(i -> first[i] * last[i]).sum() / (start * end);
        for (double share = 0; share <= 1; share += 0.125) {
            double length =
                    length(whitening.whiten(labelled.between(from, to, share).latent()));
            double dip = Math.pow(Math.sin(Math.PI * share), 2) * (1 - cosine) / 2;
            assertEquals((1 - dip) * ((1 - share) * start + share * end), length, 1e-4 * length);
        }
    }

    @Test
    void staysWhereBothEndsAreOneFace() {
        FaceCode face = face(labelled, 1);
        assertArrayEquals(face.latent(), labelled.between(face, face, 0.5).latent(), ROUNDING);
    }

    @Test
    void neverLeavesTheDensityBetweenFaces() {
        LatentLikelihood likelihood = new LatentLikelihood(Densities.labelled(LATENTS));
        for (long seed = 0; seed < 50; seed++) {
            FaceCode from = face(labelled, seed);
            FaceCode to = face(labelled, seed + 100);
            double leastOfEnds = Math.min(likelihood.logDensity(from.latent()), likelihood.logDensity(to.latent()));
            for (double share = 0.1; share < 1; share += 0.1) {
                double between =
                        likelihood.logDensity(labelled.between(from, to, share).latent());
                assertTrue(between >= leastOfEnds - 1e-3, "seed " + seed + " at " + share + ": " + between);
            }
        }
    }

    @Test
    void isTheFaceItselfAtVariationZeroAndAnotherAtOne() {
        FaceCode face = face(plain, 1);
        assertArrayEquals(face.latent(), plain.around(face, 0, 9).latent(), ROUNDING);
        assertArrayEquals(face(plain, 9).latent(), plain.around(face, 1, 9).latent(), ROUNDING);
    }

    @Test
    void keepsTheSpreadOfTheDensityWhateverTheVariation() {
        double variance = LongStream.range(0, 4000)
                .mapToObj(seed -> labelled.around(face(labelled, seed), 0.5, seed + 100_000))
                .mapToDouble(varied -> varied.latent()[5] * (double) varied.latent()[5])
                .average()
                .orElseThrow();
        // Variance 1; its estimate from 4,000 has a standard deviation of sqrt(2 / 4000) = 0.022, of which this is
        // four.
        assertEquals(1, variance, 0.09);
    }

    @Test
    void movesAlongAnAttributeAndItsLabel() {
        FaceCode face = new FaceCode(new float[LATENTS], new float[] {-1});
        FaceCode half = labelled.edited(face, Map.of("Smiling", 1.0), 0.5);
        assertEquals(1, half.latent()[0], ROUNDING);
        assertEquals(0, half.conditions()[0], ROUNDING);
        FaceCode far = labelled.edited(face, Map.of("Smiling", 3.0), 1);
        assertEquals(6, far.latent()[0], ROUNDING);
        assertEquals(1, far.conditions()[0], "a label goes no further than the faces that it was learned from");
        assertEquals(0, far.latent()[1]);
    }

    @Test
    void drawsFacesThatHaveTheLabelsAskedFor() {
        LatentSampler smiling = labelled.sampler(Map.of("Smiling", 1.0));
        double mean = LongStream.range(0, 500)
                .mapToObj(seed -> labelled.code(smiling.sample(seed, 1)))
                .peek(face -> assertEquals(1, face.conditions()[0]))
                .mapToDouble(face -> face.latent()[0])
                .average()
                .orElseThrow();
        // Mean 4 = 2 x 1 / 0.5 of standard deviation 1: four of its 0.045.
        assertEquals(4, mean, 0.18);
    }

    @Test
    void takesTheMeanForWhatIsNotKnownOfAPhoto() {
        LatentSpace aged =
                new LatentSpace(Densities.labelled(LATENTS), List.of("age", "Smiling"), LatentDirections.none(LATENTS));
        assertArrayEquals(new float[] {0.25f, 1}, aged.conditions(Map.of("Smiling", 1.0)));
        assertArrayEquals(new float[] {-0.5f, 0}, aged.conditions(Map.of("age", 25.0)));
    }

    @Test
    void saysWhichLabelsAndAttributesItKnows() {
        assertRefusal(
                "labels: expected labels that the model knows, [Smiling, age], found 'Bald'",
                () -> labelled.sampler(Map.of("Bald", 1.0)));
        assertRefusal(
                "labels.age: expected 0.0 to 100.0, found 130.0", () -> labelled.conditions(Map.of("age", 130.0)));
        assertRefusal(
                "attributes: expected attributes that the model knows, [Smiling], found 'Bald'",
                () -> labelled.edited(face(labelled, 1), Map.of("Bald", 1.0), 1));
        assertRefusal(
                "labels: expected labels that the model knows, [], found 'Smiling'",
                () -> plain.sampler(Map.of("Smiling", 1.0)));
    }

    @Test
    void tellsALatentThatIsFarFromAllFaces() {
        LatentSpace bounded = new LatentSpace(
                Densities.twoGaussians(LATENTS).withLeastLogDensity(-40), List.of(), LatentDirections.none(LATENTS));
        float[] far = new float[LATENTS];
        far[3] = 30;
        assertFalse(bounded.isPlausible(far));
        assertTrue(bounded.isPlausible(face(bounded, 1).latent()));
        assertTrue(plain.isPlausible(far), "nothing is said of how low real faces reach");
    }

    private static FaceCode face(LatentSpace space, long seed) {
        return space.code(space.sampler(Map.of()).sample(seed, 1));
    }

    private static double length(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static void assertRefusal(String message, Executable call) {
        LikenessException refused = assertThrows(LikenessException.class, call);
        assertEquals(ErrorCode.INVALID_REQUEST, refused.code());
        assertEquals(message, refused.getMessage());
    }
}
