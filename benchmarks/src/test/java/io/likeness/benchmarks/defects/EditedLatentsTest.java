package io.likeness.benchmarks.defects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.LatentDirections;
import io.likeness.contracts.model.LatentDirections.Direction;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentDensity.Component;
import io.likeness.latents.LatentSampler;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EditedLatentsTest {
    private static final List<Label> LABELS =
            List.of(new Label("Eyeglasses", true, -1, 1), new Label("Smiling", true, -1, 1));
    /** Two labels and two latents, all of which depend on each other. */
    private static final double[] SHARED = {1, 0.3, 0.9, 0.4, -0.2, 0.8, -0.5, 0.3, 0.2, 0.7};

    private static final double[] OWN = {0.9, -0.2, 1, 0.6, 0.1, 0.5, 0.2, -0.4, 0.3, 0.6};

    private static final LatentDensity DENSITY = LatentDensity.ofKernels(
                    2,
                    LABELS,
                    List.of(
                            new Component(0.4, new double[] {0.1, -0.3, 2, 1}),
                            new Component(0.6, new double[] {-0.2, 0.5, -1, 3}, OWN)),
                    SHARED)
            .withLeastLogDensity(-40);

    @Test
    void anInvertedLabelGivesTheFacesOfItsContrary() {
        LatentSampler contrary = new LatentSampler(DENSITY).given(Map.of("Smiling", -1.0));

        LatentDensity inverted = EditedLatents.inverted(DENSITY, "Smiling");

        LatentSampler sampler = new LatentSampler(inverted).given(Map.of("Smiling", 1.0));
        for (int seed = 0; seed < 50; seed++) {
            assertArrayEquals(contrary.sample(seed), sampler.sample(seed), 1e-5f, "seed " + seed);
        }
        assertEquals(DENSITY.leastLogDensity(), inverted.leastLogDensity());
    }

    @Test
    void theOtherLabelGivesTheFacesThatItGave() {
        Map<String, Double> asked = Map.of("Eyeglasses", 1.0, "Smiling", -1.0);
        LatentSampler inverted = new LatentSampler(EditedLatents.inverted(DENSITY, "Smiling"))
                .given(Map.of("Eyeglasses", 1.0, "Smiling", 1.0));

        assertArrayEquals(new LatentSampler(DENSITY).given(asked).sample(7), inverted.sample(7), 1e-5f);
    }

    @Test
    void invertedTwiceIsAsBefore() {
        LatentDensity twice = EditedLatents.inverted(EditedLatents.inverted(DENSITY, "Eyeglasses"), "Eyeglasses");

        assertArrayEquals(SHARED, twice.sharedCholesky());
        assertArrayEquals(OWN, twice.components().get(1).cholesky());
        assertArrayEquals(
                DENSITY.components().get(0).mean(), twice.components().get(0).mean());
    }

    @Test
    void aLabelThatIsNotKnownCannotBeInverted() {
        assertEquals(
                "label: expected one of [Eyeglasses, Smiling], found Hat",
                assertThrows(IllegalArgumentException.class, () -> EditedLatents.inverted(DENSITY, "Hat"))
                        .getMessage());
    }

    @Test
    void oneDirectionLeadsTheOtherWay() {
        LatentDirections directions = new LatentDirections(
                2,
                List.of(new Direction("Eyeglasses", new double[] {1, 2}), new Direction("Smiling", new double[] {3, -4
                })));

        LatentDirections inverted = EditedLatents.inverted(directions, "Smiling");

        assertArrayEquals(
                new double[] {1, 2}, inverted.require("attribute", "Eyeglasses").vector());
        assertArrayEquals(
                new double[] {-3, 4}, inverted.require("attribute", "Smiling").vector());
    }

    @Test
    void aCollapsedDensityDrawsAFewOfItsFaces() {
        LatentSampler sampler = new LatentSampler(DENSITY);
        LatentSampler collapsed = new LatentSampler(EditedLatents.collapsed(DENSITY, 3));

        Set<Integer> found = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            int face = nearest(sampler, collapsed.sample(seed));
            // Five of its standard deviations.
            assertArrayEquals(sampler.sample(face), collapsed.sample(seed), 5e-3f, "seed " + seed);
            found.add(face);
        }
        assertEquals(Set.of(0, 1, 2), found);
        assertTrue(collapsed.given(Map.of("Smiling", 1.0)).sample(3).length == 2, "it can be asked by label");
    }

    private static int nearest(LatentSampler sampler, float[] latent) {
        int nearest = 0;
        for (int face = 1; face < 3; face++) {
            if (apart(sampler.sample(face), latent) < apart(sampler.sample(nearest), latent)) {
                nearest = face;
            }
        }
        return nearest;
    }

    private static double apart(float[] one, float[] other) {
        return Math.hypot(one[0] - other[0], one[1] - other[1]);
    }
}
