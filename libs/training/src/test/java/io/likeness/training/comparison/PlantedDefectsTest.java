package io.likeness.training.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.model.GateMetric;
import io.likeness.contracts.model.GateRules;
import io.likeness.contracts.model.Label;
import io.likeness.contracts.model.RuleFinding;
import io.likeness.imaging.ImageTensor;
import io.likeness.latents.RandomStream;
import io.likeness.training.judge.Judge;
import io.likeness.training.protocol.ComparisonReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gate is only worth something if what is planted does not pass it, and what is as good does. */
class PlantedDefectsTest {
    private static final Map<String, Double> AS_MEASURED_AFTER_TRAINING =
            Map.of(GateMetric.MEMORISATION_RATIO.wireName(), 1.0, GateMetric.PARITY_IMAGE_ERROR.wireName(), 1e-6);

    private static Judge judge;
    private static List<LabelledFace> real;

    @BeforeAll
    static void draw() {
        judge = Judge.bundled();
        real = DrawnVersion.real(512);
    }

    @AfterAll
    static void close() {
        judge.close();
    }

    /** What is wrong with a version that loads and answers fast, and by which metric it is found. */
    enum Defect {
        INVERTED_LABEL(GateMetric.LABEL_EFFECT_LOSS) {
            @Override
            List<ImageTensor> samples(VersionFaces good, Map<String, Double> asked, int count) {
                Map<String, Double> inverted = new HashMap<>();
                asked.forEach((label, value) -> inverted.put(label, -value));
                return good.samples(inverted, count);
            }
        },
        COLLAPSED_DENSITY(GateMetric.DIVERSITY_GAP) {
            @Override
            List<ImageTensor> samples(VersionFaces good, Map<String, Double> asked, int count) {
                List<ImageTensor> faces = good.samples(asked, count);
                return IntStream.range(0, count).mapToObj(i -> faces.get(i % 4)).toList();
            }
        },
        ONE_FACE_REPEATED(GateMetric.DIVERSITY_GAP) {
            @Override
            List<ImageTensor> samples(VersionFaces good, Map<String, Double> asked, int count) {
                ImageTensor face = real.getFirst().image();
                return IntStream.range(0, count).mapToObj(i -> face).toList();
            }
        },
        LATTICE_IN_THE_HAIR(GateMetric.SAMPLE_STRUCTURE_DISTANCE) {
            @Override
            List<ImageTensor> samples(VersionFaces good, Map<String, Double> asked, int count) {
                return good.samples(asked, count).stream().map(Defect::latticed).toList();
            }
        },
        FIVE_PERCENT_BRIGHTER(GateMetric.BRIGHTNESS_GAP) {
            @Override
            List<ImageTensor> samples(VersionFaces good, Map<String, Double> asked, int count) {
                return good.samples(asked, count).stream().map(Defect::brighter).toList();
            }
        },
        GREY_NOISE(GateMetric.SAMPLE_FRECHET_DISTANCE) {
            @Override
            List<ImageTensor> samples(VersionFaces good, Map<String, Double> asked, int count) {
                RandomStream random = new RandomStream(3);
                return good.samples(asked, count).stream()
                        .map(face -> noise(face, random))
                        .toList();
            }
        };

        final GateMetric found;

        Defect(GateMetric found) {
            this.found = found;
        }

        abstract List<ImageTensor> samples(VersionFaces good, Map<String, Double> asked, int count);

        private static ImageTensor latticed(ImageTensor face) {
            int side = face.shape().side();
            byte[] pixels = face.values();
            for (int i = 0; i < side * side / 3; i++) {
                int sign = (i / side + i) % 2 == 0 ? 1 : -1;
                pixels[i] = (byte) Math.clamp((pixels[i] & 0xff) + 8L * sign, 0, 255);
            }
            return ImageTensor.of(face.shape(), pixels);
        }

        private static ImageTensor brighter(ImageTensor face) {
            byte[] pixels = face.values();
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) Math.min(255, Math.round(1.05 * (pixels[i] & 0xff)));
            }
            return ImageTensor.of(face.shape(), pixels);
        }

        private static ImageTensor noise(ImageTensor face, RandomStream random) {
            byte[] pixels = face.values();
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) Math.clamp(Math.round(128 + 30 * random.nextGaussian()), 0, 255);
            }
            return ImageTensor.of(face.shape(), pixels);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isStopped(Defect defect) {
        Set<GateMetric> broken = broken(new DrawnVersion() {
            @Override
            public List<ImageTensor> samples(Map<String, Double> asked, int count) {
                return defect.samples(new DrawnVersion(), asked, count);
            }
        });

        assertTrue(broken.contains(defect.found), () -> defect + " breaks " + broken);
    }

    @Test
    void aVersionWithLabelsMayFollowOneWithout() {
        assertEquals(Set.of(), broken(new DrawnVersion(), unlabelled()));
    }

    private static VersionFaces unlabelled() {
        return new DrawnVersion() {
            @Override
            public List<Label> labels() {
                return List.of();
            }
        };
    }

    @Test
    void theSameAgainPasses() {
        ComparisonReport report = compare(new DrawnVersion(), new DrawnVersion());

        Map<String, Double> candidate = new HashMap<>(report.candidate());
        assertEquals(0.0, candidate.remove(GateMetric.LABEL_EFFECT_LOSS.wireName()), "it says how the two differ");
        assertEquals(report.champion(), candidate);
        assertEquals(0.0, report.uncertainty().get(GateMetric.SAMPLE_FRECHET_DISTANCE.wireName()));
        assertEquals(Set.of(), broken(new DrawnVersion()));
    }

    @Test
    void aBetterOnePasses() {
        VersionFaces noisy = new DrawnVersion() {
            @Override
            public List<ImageTensor> samples(Map<String, Double> asked, int count) {
                return super.samples(asked, count).stream()
                        .map(Defect::latticed)
                        .toList();
            }
        };

        assertEquals(Set.of(), broken(new DrawnVersion(), noisy));
    }

    @Test
    void aLabelThatIsNotKnownAnyMoreIsNotObeyed() {
        Set<GateMetric> broken = broken(unlabelled());

        assertEquals(Set.of(GateMetric.LABEL_EFFECT_LOSS), broken);
    }

    @Test
    void aLabelThatWasLearnedFaintlyMayNotMeanItsContrary() {
        Set<GateMetric> broken = broken(new FaintGlasses(-1), new FaintGlasses(1));

        assertEquals(Set.of(GateMetric.LABEL_EFFECT_LOSS), broken);
    }

    @Test
    void aLabelThatWasLearnedFaintlyMayNotBeForgotten() {
        Set<GateMetric> broken = broken(new FaintGlasses(0), new FaintGlasses(1));

        assertEquals(Set.of(GateMetric.LABEL_EFFECT_LOSS), broken);
    }

    @Test
    void aLabelThatOtherSeedsObeyIsObeyedAsWell() {
        assertEquals(Set.of(), broken(new FickleGlasses(1), new FickleGlasses(0)));
    }

    /** Glasses of which one sees a little, whether they are asked for or, of another sign, are not to be there. */
    private static final class FaintGlasses extends DrawnVersion {
        private static final double FAINT = 0.25;

        private final int sign;

        FaintGlasses(int sign) {
            this.sign = sign;
        }

        @Override
        public List<ImageTensor> samples(Map<String, Double> asked, int count) {
            if (asked.isEmpty()) {
                return super.samples(asked, count);
            }
            List<ImageTensor> without = super.samples(Map.of(GLASSES.name(), -1.0), count);
            if (asked.getOrDefault(GLASSES.name(), 0.0) * sign <= 0) {
                return without;
            }
            List<ImageTensor> with = super.samples(Map.of(GLASSES.name(), 1.0), count);
            return IntStream.range(0, count)
                    .mapToObj(i -> blended(without.get(i), with.get(i)))
                    .toList();
        }

        private static ImageTensor blended(ImageTensor most, ImageTensor little) {
            byte[] pixels = most.values();
            byte[] others = little.values();
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) Math.round((1 - FAINT) * (pixels[i] & 0xff) + FAINT * (others[i] & 0xff));
            }
            return ImageTensor.of(most.shape(), pixels);
        }
    }

    /** Of four seeds one obeys. */
    private static final class FickleGlasses extends DrawnVersion {
        private final int obeying;

        FickleGlasses(int obeying) {
            this.obeying = obeying;
        }

        @Override
        public List<ImageTensor> samples(Map<String, Double> asked, int count) {
            List<ImageTensor> obedient = super.samples(asked, count);
            List<ImageTensor> others = super.samples(Map.of(), count);
            return IntStream.range(0, count)
                    .mapToObj(i -> (i % 4 == obeying ? obedient : others).get(i))
                    .toList();
        }
    }

    private static Set<GateMetric> broken(VersionFaces candidate) {
        return broken(candidate, new DrawnVersion());
    }

    private static Set<GateMetric> broken(VersionFaces candidate, VersionFaces champion) {
        ComparisonReport report = compare(candidate, champion);
        Map<String, Double> own = new HashMap<>(report.candidate());
        Map<String, Double> others = new HashMap<>(report.champion());
        own.putAll(AS_MEASURED_AFTER_TRAINING);
        others.putAll(AS_MEASURED_AFTER_TRAINING);
        List<RuleFinding> findings = GateRules.standard("faces").find(own, others, report.uncertainty());
        return findings.stream()
                .filter(finding -> !finding.passed())
                .map(RuleFinding::metric)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ComparisonReport compare(VersionFaces candidate, VersionFaces champion) {
        return new VersionComparison(judge).compare(real, candidate, champion);
    }
}
