package io.likeness.training.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.latents.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** On features of which few tell a label and others tell much else, as those of photographs do. */
class LabelEffectsTest {
    private static final int FEATURES = 16;
    private static final int TOLD_BY = 4;
    private static final double OTHERWISE = 10;
    private static final String LABEL = DrawnVersion.GLASSES.name();

    private final DrawnVersion candidate = new DrawnVersion();
    private final DrawnVersion champion = new DrawnVersion();

    @Test
    void whatWasLearnedByHalfMayNotMeanItsContrary() {
        // All of 0.5, and as much again, less three standard errors.
        assertTrue(loss(1, -0.5, 0.5) > 1, () -> "found " + loss(1, -0.5, 0.5));
    }

    @Test
    void whatWasLearnedByHalfMayNotBeForgotten() {
        assertTrue(loss(1, 0, 0.5) > 0.5, () -> "found " + loss(1, 0, 0.5));
    }

    @Test
    void whatChanceMakesIsNoLoss() {
        assertEquals(0, loss(1, 0.5, 0.5));
    }

    @Test
    void whatIsObeyedBetterIsNoLoss() {
        assertEquals(0, loss(1, 1, 0.5));
    }

    @Test
    void aLabelThatRealFacesDoNotShowIsLeftOut() {
        assertEquals(OptionalDouble.empty(), effects(0).greatestLoss(candidate, champion, this::noise));
    }

    /** Of versions that go so far along the way of real faces. */
    private double loss(double real, double own, double other) {
        return effects(real)
                .greatestLoss(candidate, champion, (version, asked) -> {
                    boolean first = version == candidate;
                    return drawn(
                            (first ? own : other) * Math.signum(asked.getOrDefault(LABEL, 0.0)), seed(first, asked));
                })
                .orElseThrow();
    }

    private double[][] noise(VersionFaces version, Map<String, Double> asked) {
        return drawn(0, seed(version == candidate, asked));
    }

    /** Each draws faces of its own. */
    private static long seed(boolean first, Map<String, Double> asked) {
        return (first ? 10 : 20) + (asked.getOrDefault(LABEL, 0.0) > 0 ? 1 : 2);
    }

    private static LabelEffects effects(double distance) {
        RandomStream random = new RandomStream(5);
        List<LabelledFace> faces = new ArrayList<>();
        double[][] features = new double[512][];
        List<LabelledFace> drawn = DrawnVersion.real(1);
        for (int i = 0; i < features.length; i++) {
            int label = i % 3 == 0 ? 1 : -1;
            faces.add(new LabelledFace(drawn.getFirst().image(), Map.of(LABEL, (double) label)));
            features[i] = face(distance * label, random);
        }
        return new LabelEffects(faces, features);
    }

    private static double[][] drawn(double label, long seed) {
        RandomStream random = new RandomStream(seed);
        double[][] faces = new double[LabelEffects.SAMPLES][];
        for (int i = 0; i < faces.length; i++) {
            faces[i] = face(label, random);
        }
        return faces;
    }

    /** Some numbers tell the label as clearly as all else in them, the others tell something else that varies ten times as much. */
    private static double[] face(double label, RandomStream random) {
        double[] face = new double[FEATURES];
        for (int d = 0; d < FEATURES; d++) {
            face[d] = d < TOLD_BY ? label + random.nextGaussian() : OTHERWISE * random.nextGaussian();
        }
        return face;
    }
}
