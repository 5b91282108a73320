package io.likeness.latents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.model.Label;
import io.likeness.latents.LatentDensity.Component;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConditioningTest {
    private static final Label AGE = new Label("age", false, 0, 100);
    private static final Label MALE = new Label("Male", true, -1, 1);
    private static final Label FEMALE = new Label("Female", true, -1, 1);
    /** A dozen products near 1 in DOUBLE. */
    private static final double ROUNDING = 1e-12;

    /** Covariance [[4, 2, 1], [2, 3, 0.5], [1, 0.5, 2]] of age, Male, z; given age the closed form is by hand. */
    @Test
    void oneGaussianGivenALabelIsTheClosedForm() {
        double[] covariance = {4, 2, 3, 1, 0.5, 2};
        LatentDensity density = new LatentDensity(
                        1,
                        List.of(AGE, MALE),
                        List.of(new Component(1, new double[] {0.5, 0, 10}, Cholesky.factor(covariance, 3))))
                .withLeastLogDensity(-9);

        LatentDensity given = density.given(Map.of("age", -0.5));

        assertEquals(List.of(MALE), given.labels());
        Component only = given.components().getFirst();
        assertArrayEquals(new double[] {-0.5, 9.75}, only.mean(), ROUNDING);
        double[] factor = given.cholesky(only);
        assertEquals(2, Cholesky.product(factor, 0, 0), ROUNDING);
        assertEquals(0, Cholesky.product(factor, 1, 0), ROUNDING);
        assertEquals(1.75, Cholesky.product(factor, 1, 1), ROUNDING);
    }

    /** Components with 90 % and 20 % of men, whose men and women lie 2 and 6 apart. */
    @Test
    void theMeanGivenABinaryLabelIsThatOfItsFaces() {
        Component mostlyMen = binary(0.5, 0.9, 4, 6);
        Component mostlyWomen = binary(0.5, 0.2, -3, 3);
        LatentDensity density = new LatentDensity(1, List.of(MALE), List.of(mostlyMen, mostlyWomen));

        double men = (0.45 * 6 + 0.1 * 3) / 0.55;
        double women = (0.05 * 4 + 0.4 * -3) / 0.45;
        assertEquals(men, mean(density.given(Map.of("Male", 1.0))), ROUNDING);
        assertEquals(women, mean(density.given(Map.of("Male", -1.0))), ROUNDING);
    }

    @Test
    void sampledLabelsAndLatentsHaveTheirSharesAndMeans() {
        LatentDensity density =
                new LatentDensity(1, List.of(MALE), List.of(binary(0.5, 0.9, 4, 6), binary(0.5, 0.2, -3, 3)));
        LatentSampler sampler = new LatentSampler(density);
        int count = 20_000;
        double men = 0;
        double sum = 0;
        double conditional = 0;
        for (int i = 0; i < count; i++) {
            LabelledLatent drawn = sampler.sample(i, 1);
            boolean man = drawn.scaledLabels().equals(Map.of("Male", 1.0));
            men += man ? 1 : 0;
            sum += man ? drawn.latent()[0] : 0;
            LabelledLatent asked = sampler.given(Map.of("Male", 1.0)).sample(i, 1);
            assertEquals(Map.of("Male", 1.0), asked.scaledLabels());
            conditional += asked.latent()[0];
        }
        // Standard errors are 0.0035 of the share and below 0.02 of the means; four of them.
        assertEquals(0.55, men / count, 0.014);
        assertEquals((0.45 * 6 + 0.1 * 3) / 0.55, sum / men, 0.08);
        assertEquals((0.45 * 6 + 0.1 * 3) / 0.55, conditional / count, 0.08);
    }

    /** What no face has cannot be had, but asking for it is answered with numbers. */
    @Test
    void aLabelThatNeverVariesMovesNothing() {
        double[] covariance = {1e-12, 0, 4};
        LatentDensity density = new LatentDensity(
                1, List.of(MALE), List.of(new Component(1, new double[] {-1, 2}, Cholesky.factor(covariance, 2))));

        Component only = density.given(Map.of("Male", 1.0)).components().getFirst();

        assertEquals(2, only.mean()[0], ROUNDING);
        assertEquals(1, only.weight());
    }

    /** Female is the opposite of Male: the second of the two says nothing new, even against the first. */
    @Test
    void labelsThatFollowFromOthersAreSafe() {
        double[] covariance = {1, -1, 1, 0.5, -0.5, 2};
        LatentDensity density = new LatentDensity(
                1,
                List.of(MALE, FEMALE),
                List.of(new Component(1, new double[] {0, 0, 0}, Cholesky.factor(covariance, 3))));

        // Their factor has been raised by 1e-10 to be one at all.
        assertEquals(0.5, mean(density.given(Map.of("Male", 1.0, "Female", -1.0))), 1e-8);
        assertEquals(0.5, mean(density.given(Map.of("Male", 1.0, "Female", 1.0))), 1e-8);
        for (long seed = 0; seed < 200; seed++) {
            float latent = new LatentSampler(density).sample(seed)[0];
            assertTrue(Math.abs(latent) < 10, seed + ": " + latent);
        }
    }

    @Test
    void aSharedFactorGivesWhatEqualOwnFactorsGive() {
        double[] factor = {0.5, 0.2, 0.3};
        List<Component> own = List.of(
                new Component(0.4, new double[] {-1, 0}, factor), new Component(0.6, new double[] {1, 5}, factor));
        List<Component> bare = own.stream()
                .map(component -> new Component(component.weight(), component.mean()))
                .toList();
        Map<String, Double> asked = Map.of("age", 0.25);

        LatentDensity expected = new LatentDensity(1, List.of(AGE), own).given(asked);
        LatentDensity found =
                LatentDensity.ofKernels(1, List.of(AGE), bare, factor).given(asked);

        for (int k = 0; k < 2; k++) {
            Component component = expected.components().get(k);
            assertEquals(component.weight(), found.components().get(k).weight());
            assertArrayEquals(component.mean(), found.components().get(k).mean());
            assertArrayEquals(component.cholesky(), found.sharedCholesky());
        }
    }

    /** Shares by Bayes: age 0 is 2 standard deviations from one component and 1 from the other. */
    @Test
    void componentsAreWeighedByHowLikelyTheyMakeTheLabel() {
        List<Component> components = List.of(
                new Component(0.5, new double[] {-1, 0}, new double[] {0.5, 0, 1}),
                new Component(0.5, new double[] {0.5, 5}, new double[] {0.5, 0, 1}));

        LatentDensity given = new LatentDensity(1, List.of(AGE), components).given(Map.of("age", 0.0));

        double expected = Math.exp(-2) / (Math.exp(-2) + Math.exp(-0.5));
        assertEquals(expected, given.components().getFirst().weight(), ROUNDING);
    }

    @Test
    void labelsThatAreNotThereOrOutOfRangeAreRefused() {
        LatentDensity density = new LatentDensity(1, List.of(MALE), List.of(binary(1, 0.5, -1, 1)));

        assertEquals(
                new Refusal(ErrorCode.INVALID_REQUEST, "labels: expected one of [Male], found Beard"),
                Refusal.of(() -> density.given(Map.of("Beard", 1.0))));
        assertEquals(
                new Refusal(ErrorCode.INVALID_REQUEST, "labels.Male: expected -1 to 1, found 1.5"),
                Refusal.of(() -> density.given(Map.of("Male", 1.5))));
    }

    /** The moments of faces of which {@code share} are men, with the latents' means of women and men, and a variance of 1 about them. */
    private static Component binary(double weight, double share, double women, double men) {
        double spread = 4 * share * (1 - share);
        double slope = (men - women) / 2;
        double[] covariance = {spread, slope * spread, slope * slope * spread + 1};
        double[] mean = {2 * share - 1, share * men + (1 - share) * women};
        return new Component(weight, mean, Cholesky.factor(covariance, 2));
    }

    private static double mean(LatentDensity density) {
        int last = density.labels().size();
        return density.components().stream()
                .mapToDouble(component -> component.weight() * component.mean()[last])
                .sum();
    }
}
