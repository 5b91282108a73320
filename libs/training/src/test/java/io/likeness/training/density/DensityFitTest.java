package io.likeness.training.density;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Json;
import io.likeness.contracts.model.Label;
import io.likeness.latents.LabelledLatent;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentLikelihood;
import io.likeness.latents.LatentSampler;
import io.likeness.latents.RandomStream;
import io.likeness.training.protocol.DensityCandidate;
import io.likeness.training.protocol.DensityCandidate.Kind;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DensityFitTest {
    private static final int TRAIN = 6_000;
    private static final int HELD_OUT = 2_000;
    private static final Label SMILING = new Label("Smiling", true, -1, 1);

    @Test
    void asManyComponentsAsHelpOnHeldOutLatents() {
        FittedDensity fitted = fit(unlabelled(TRAIN, 1), 20, density -> OptionalDouble.empty());

        List<DensityCandidate> mixtures = of(fitted, Kind.MIXTURE);
        assertEquals(List.of(2, 5), counts(mixtures).subList(0, 2));
        // Three clusters of a nat of entropy each lie 6 and more apart: two components waste most of a nat on the gap.
        assertTrue(
                mixtures.get(1).heldOutLogLikelihood() > mixtures.get(0).heldOutLogLikelihood() + 0.3,
                fitted.candidates().toString());
        DensityCandidate chosen = chosen(fitted);
        assertEquals(Kind.MIXTURE, chosen.kind());
        for (DensityCandidate candidate : fitted.candidates()) {
            assertTrue(candidate.heldOutLogLikelihood() <= chosen.heldOutLogLikelihood(), candidate.toString());
        }
    }

    @Test
    void noMoreComponentsThanAllowed() {
        FittedDensity fitted = fit(unlabelled(TRAIN, 1), 2, density -> OptionalDouble.empty());

        assertEquals(List.of(2), counts(of(fitted, Kind.MIXTURE)));
        assertEquals(List.of(), of(fit(unlabelled(TRAIN, 1), 1, density -> OptionalDouble.empty()), Kind.MIXTURE));
    }

    @Test
    void theDistanceOfSamplesDecidesBetweenTheBestOfEachKind() {
        FittedDensity fitted =
                fit(unlabelled(TRAIN, 1), 5, density -> OptionalDouble.of(density.sharedCholesky() == null ? 2 : 1));

        assertEquals(Kind.KERNELS, chosen(fitted).kind());
        assertEquals(1.0, chosen(fitted).sampleDistance());
        assertEquals(KernelFit.MOST_CENTRES, fitted.density().components().size());
        assertEquals(
                3,
                fitted.candidates().stream()
                        .filter(candidate -> candidate.sampleDistance() != null)
                        .count());
    }

    @Test
    void aKernelEstimateHasTheMomentsOfItsPoints() {
        FittedDensity fitted =
                fit(unlabelled(TRAIN, 1), 5, density -> OptionalDouble.of(density.sharedCholesky() == null ? 2 : 1));
        double[] points = moments(unlabelled(TRAIN, 1).latents());

        LatentSampler sampler = new LatentSampler(fitted.density());
        float[] samples = new float[2 * TRAIN];
        for (int i = 0; i < TRAIN; i++) {
            System.arraycopy(sampler.sample(i), 0, samples, 2 * i, 2);
        }

        // 512 centres of a deviation near 4 know their mean to 0.18 and their deviation to 0.13; three of them.
        assertEquals(points[0], moments(samples)[0], 0.54);
        assertEquals(points[1], moments(samples)[1], 0.39);
    }

    @Test
    void oneRealLatentInAThousandLiesBelowTheBound() {
        FittedDensity fitted = fit(unlabelled(TRAIN, 1), 5, density -> OptionalDouble.empty());
        LatentLikelihood likelihood = new LatentLikelihood(fitted.density());
        float[] fresh = unlabelled(40_000, 99).latents();
        int refused = 0;
        for (int i = 0; i < fresh.length; i += 2) {
            refused += likelihood.isPlausible(new float[] {fresh[i], fresh[i + 1]}) ? 0 : 1;
        }
        // The third lowest of 2,000: a share of 0.0015 with a deviation of 0.00087.
        assertTrue(refused > 0 && refused < 0.0042 * 40_000, "refused " + refused);
    }

    @Test
    void givenALabelTheMeanIsThatOfTheFacesWithIt() {
        LabelledLatents labelled = labelled(TRAIN, 3);
        double[] difference = new double[2];
        double[] counts = new double[2];
        for (int i = 0; i < TRAIN; i++) {
            int side = labelled.scaledLabels()[i] > 0 ? 1 : 0;
            difference[side] += labelled.latents()[2 * i];
            counts[side]++;
        }
        double expected = difference[1] / counts[1] - difference[0] / counts[0];

        LatentDensity density = fit(
                        labelled,
                        5,
                        candidate -> OptionalDouble.of(-candidate.components().size() % 10))
                .density();

        assertTrue(density.components().size() > 1);
        // The ridge takes a millionth of a label's variance; the rest is FLOAT.
        assertEquals(
                expected,
                mean(density.given(Map.of("Smiling", 1.0))) - mean(density.given(Map.of("Smiling", -1.0))),
                1e-4);
        LabelledLatent drawn =
                new LatentSampler(density).given(Map.of("Smiling", -1.0)).sample(5, 1);
        assertEquals(Map.of("Smiling", -1.0), drawn.scaledLabels());
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        FittedDensity first = fit(labelled(TRAIN, 3), 10, density -> OptionalDouble.empty());
        FittedDensity second = fit(labelled(TRAIN, 3), 10, density -> OptionalDouble.empty());

        assertArrayEquals(Json.encode(first.density()), Json.encode(second.density()));
        assertEquals(first.candidates(), second.candidates());
    }

    @Test
    void oneLatentIsEnough() {
        LabelledLatents one = LabelledLatents.unlabelled(new float[] {1, 2}, 2);

        FittedDensity fitted = DensityFit.fit(one, new float[] {1, 2}, 10, 0, density -> OptionalDouble.empty());

        assertEquals(1, fitted.density().components().size());
    }

    private static FittedDensity fit(
            LabelledLatents train, int mostComponents, Function<LatentDensity, OptionalDouble> distance) {
        return DensityFit.fit(train, unlabelled(HELD_OUT, 2).latents(), mostComponents, 7, distance);
    }

    private static DensityCandidate chosen(FittedDensity fitted) {
        List<DensityCandidate> chosen =
                fitted.candidates().stream().filter(DensityCandidate::chosen).toList();
        assertEquals(1, chosen.size());
        return chosen.getFirst();
    }

    private static List<DensityCandidate> of(FittedDensity fitted, Kind kind) {
        return fitted.candidates().stream()
                .filter(candidate -> candidate.kind() == kind)
                .toList();
    }

    private static List<Integer> counts(List<DensityCandidate> candidates) {
        return candidates.stream().map(DensityCandidate::components).toList();
    }

    private static double mean(LatentDensity density) {
        return density.components().stream()
                .mapToDouble(component -> component.weight() * component.mean()[0])
                .sum();
    }

    /** Mean and deviation of the first of two dimensions. */
    private static double[] moments(float[] points) {
        double sum = 0;
        double squares = 0;
        int count = points.length / 2;
        for (int i = 0; i < points.length; i += 2) {
            sum += points[i];
            squares += points[i] * points[i];
        }
        return new double[] {sum / count, Math.sqrt(squares / count - sum / count * (sum / count))};
    }

    /** Round clusters at (-6, 0), (0, 6) and (6, 0). */
    private static LabelledLatents unlabelled(int count, long seed) {
        return LabelledLatents.unlabelled(labelled(count, seed).latents(), 2);
    }

    /** The same; three in ten smile in the first cluster, nine in ten in the others, and smiling moves by (1, 0.5). */
    private static LabelledLatents labelled(int count, long seed) {
        RandomStream random = new RandomStream(seed);
        float[] latents = new float[2 * count];
        float[] labels = new float[count];
        for (int i = 0; i < count; i++) {
            int cluster = random.nextInt(3);
            boolean smiles = random.nextDouble() < (cluster == 0 ? 0.3 : 0.9);
            labels[i] = smiles ? 1 : -1;
            latents[2 * i] = (float) (6 * (cluster - 1) + (smiles ? 1 : 0) + random.nextGaussian());
            latents[2 * i + 1] = (float) ((cluster == 1 ? 6 : 0) + (smiles ? 0.5 : 0) + random.nextGaussian());
        }
        return new LabelledLatents(latents, 2, List.of(SMILING), labels);
    }
}
