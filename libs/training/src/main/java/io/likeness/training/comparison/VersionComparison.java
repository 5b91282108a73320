package io.likeness.training.comparison;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.GateMetric;
import io.likeness.contracts.rollout.RolloutMetric;
import io.likeness.imaging.FaceLook;
import io.likeness.imaging.ImageTensor;
import io.likeness.latents.RandomStream;
import io.likeness.training.evaluation.Examination;
import io.likeness.training.evaluation.Examined;
import io.likeness.training.evaluation.Faces;
import io.likeness.training.evaluation.FrechetDistance;
import io.likeness.training.evaluation.PixelDistance;
import io.likeness.training.evaluation.Quantile;
import io.likeness.training.evaluation.SlicedWasserstein;
import io.likeness.training.judge.Judge;
import io.likeness.training.protocol.ComparisonReport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * Measures two versions side by side. All of it is repeatable but for the milliseconds, and two versions of the same files differ in nothing else.
 * For one thread, which the common pool helps.
 */
public final class VersionComparison {
    /** Fewer real faces say nothing about a distribution. */
    public static final int FEWEST = 2;

    private static final int SAMPLES = 1_024;
    private static final int STRUCTURE = 256;
    private static final int PAIRWISE = 256;
    private static final int RECONSTRUCTED = 256;
    private static final int RESAMPLINGS = 50;
    private static final int TIMINGS = 33;
    private static final long SEED = 14;
    /** One face for all seeds has no variety, and none that is plain any sharpness. */
    private static final double LEAST_RATIO = 1e-3;

    private static final double PEAK = 255;

    private final Judge judge;
    private final Examination examination;

    /** @param judge open for as long as this is used; whoever made it closes it */
    public VersionComparison(Judge judge) {
        this.judge = judge;
        this.examination = new Examination(judge);
    }

    /** @param real faces that took part in the training of neither, at least {@link #FEWEST} */
    public ComparisonReport compare(List<LabelledFace> real, VersionFaces candidate, VersionFaces champion) {
        Require.between("real", real.size(), FEWEST, Integer.MAX_VALUE);
        Reference reference = Reference.of(real, examination);
        Drawn own = new Drawn(reference, candidate);
        Drawn other = new Drawn(reference, champion);
        effects(reference, own, other);
        timings(own, other);
        Map<String, Double> uncertainty = uncertainty(reference.examined, own.examined, other.examined);
        return new ComparisonReport(
                judge.name(), real.size(), SAMPLES, own.metrics, other.metrics, differences(own, other), uncertainty);
    }

    /** What whoever draws with both is to find again. */
    private static Map<String, Double> differences(Drawn own, Drawn other) {
        double ownMilliseconds = own.metrics.getOrDefault(GateMetric.MILLISECONDS_PER_FACE.wireName(), 1.0);
        double otherMilliseconds = other.metrics.getOrDefault(GateMetric.MILLISECONDS_PER_FACE.wireName(), 1.0);
        return Map.of(
                RolloutMetric.LATENCY.wireName(),
                Math.log(ownMilliseconds / otherMilliseconds),
                RolloutMetric.BRIGHTNESS.wireName(),
                meanOfPairs(own, other, FaceLook::brighterThan),
                RolloutMetric.SHARPNESS.wireName(),
                meanOfPairs(own, other, FaceLook::sharperThan));
    }

    private static double meanOfPairs(Drawn own, Drawn other, ToDoubleBiFunction<FaceLook, FaceLook> difference) {
        return IntStream.range(0, SAMPLES)
                .mapToDouble(i -> difference.applyAsDouble(own.looks.get(i), other.looks.get(i)))
                .average()
                .orElseThrow();
    }

    /** The real faces. */
    private record Reference(List<LabelledFace> faces, List<ImageTensor> looks, Examined examined) {
        static Reference of(List<LabelledFace> faces, Examination examination) {
            List<ImageTensor> looks =
                    faces.stream().map(face -> look(face.image())).toList();
            return new Reference(faces, looks, examination.of(Faces.of(looks)));
        }
    }

    static ImageTensor look(ImageTensor face) {
        return face.grey().resized(Judge.SIDE);
    }

    /** What one version made, and how it compares with the real faces. */
    private final class Drawn {
        final VersionFaces version;
        final Examined examined;
        final List<FaceLook> looks;
        final Map<String, Double> metrics = new TreeMap<>();

        Drawn(Reference reference, VersionFaces version) {
            this.version = version;
            List<ImageTensor> samples = version.samples(Map.of(), SAMPLES);
            this.examined = examination.of(Faces.of(samples));
            this.looks = samples.parallelStream().map(FaceLook::of).toList();
            Examined real = reference.examined;
            put(GateMetric.SAMPLE_FRECHET_DISTANCE, FrechetDistance.between(real.features(), examined.features()));
            put(GateMetric.SAMPLE_STRUCTURE_DISTANCE, structure(reference.looks, samples));
            put(
                    GateMetric.DIVERSITY_GAP,
                    gap(variety(samples.subList(0, PAIRWISE)), variety(spread(reference.looks, PAIRWISE))));
            put(GateMetric.SHARPNESS_GAP, gap(mean(examined.sharpness()), mean(real.sharpness())));
            put(GateMetric.BRIGHTNESS_GAP, Math.abs(mean(examined.brightness()) - mean(real.brightness())));
            put(GateMetric.RECONSTRUCTION_PSNR, fidelity(reference, version));
            put(GateMetric.MODEL_BYTES, version.bytes());
        }

        /** A number that is none, as of faces that are all the same, is not measured. */
        void put(GateMetric metric, double value) {
            if (Double.isFinite(value)) {
                metrics.put(metric.wireName(), value);
            }
        }
    }

    private void effects(Reference reference, Drawn own, Drawn other) {
        new LabelEffects(reference.faces, reference.examined.features())
                .greatestLoss(
                        own.version,
                        other.version,
                        (version, asked) -> examination
                                .of(Faces.of(version.samples(asked, LabelEffects.SAMPLES)))
                                .features())
                .ifPresent(loss -> own.put(GateMetric.LABEL_EFFECT_LOSS, loss));
    }

    /** In turns, so that whatever else this machine does hinders both. */
    private static void timings(Drawn own, Drawn other) {
        double[] first = new double[TIMINGS];
        double[] second = new double[TIMINGS];
        for (int i = 0; i < TIMINGS; i++) {
            first[i] = own.version.decodingMilliseconds();
            second[i] = other.version.decodingMilliseconds();
        }
        own.put(GateMetric.MILLISECONDS_PER_FACE, Quantile.of(first, 0.5));
        other.put(GateMetric.MILLISECONDS_PER_FACE, Quantile.of(second, 0.5));
    }

    /**
     * Standard errors of differences between the two by the bootstrap (Efron, "Bootstrap Methods: Another Look at the Jackknife", 1979): real
     * faces and seeds are drawn anew, the same for both versions.
     */
    private static Map<String, Double> uncertainty(Examined real, Examined own, Examined other) {
        List<Differences> resampled = IntStream.range(0, RESAMPLINGS)
                .parallel()
                .mapToObj(i -> {
                    RandomStream random = new RandomStream(SEED + i);
                    return Differences.of(real, own, other, drawn(real.count(), random), drawn(own.count(), random));
                })
                .toList();
        return Map.of(
                GateMetric.SAMPLE_FRECHET_DISTANCE.wireName(),
                deviation(resampled.stream().mapToDouble(Differences::distance).toArray()),
                GateMetric.BRIGHTNESS_GAP.wireName(),
                deviation(
                        resampled.stream().mapToDouble(Differences::brightness).toArray()),
                GateMetric.SHARPNESS_GAP.wireName(),
                deviation(resampled.stream().mapToDouble(Differences::sharpness).toArray()));
    }

    /** Of the candidate's numbers to the champion's, on some faces and seeds. */
    private record Differences(double distance, double brightness, double sharpness) {
        static Differences of(Examined real, Examined own, Examined other, int[] faces, int[] seeds) {
            double[][] reference = chosen(real.features(), faces);
            double bright = mean(real.brightness(), faces);
            double sharp = mean(real.sharpness(), faces);
            return new Differences(
                    FrechetDistance.between(reference, chosen(own.features(), seeds))
                            - FrechetDistance.between(reference, chosen(other.features(), seeds)),
                    Math.abs(mean(own.brightness(), seeds) - bright)
                            - Math.abs(mean(other.brightness(), seeds) - bright),
                    gap(mean(own.sharpness(), seeds), sharp) - gap(mean(other.sharpness(), seeds), sharp));
        }
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    private static double mean(double[] values, int[] order) {
        return Arrays.stream(order).mapToDouble(i -> values[i]).average().orElseThrow();
    }

    private static int[] drawn(int count, RandomStream random) {
        int[] drawn = new int[count];
        Arrays.setAll(drawn, i -> random.nextInt(count));
        return drawn;
    }

    private static double[][] chosen(double[][] points, int[] order) {
        return Arrays.stream(order).mapToObj(i -> points[i]).toArray(double[][]::new);
    }

    /** Where real faces are few they are repeated: of so many patches chance has little to say. */
    private static double structure(List<ImageTensor> real, List<ImageTensor> samples) {
        int count = Math.min(STRUCTURE, Math.min(real.size(), samples.size()));
        return new SlicedWasserstein(1, Judge.SIDE, SEED)
                .between(Examination.input(spread(real, count)), Examination.input(samples.subList(0, count)), count);
    }

    private static double variety(List<ImageTensor> faces) {
        return PixelDistance.meanPairwise(Examination.input(faces), Judge.SIDE * Judge.SIDE);
    }

    private static double gap(double found, double real) {
        return Math.abs(Math.log(Math.max(LEAST_RATIO, found / real)));
    }

    private static double fidelity(Reference reference, VersionFaces version) {
        List<LabelledFace> faces = spread(reference.faces, RECONSTRUCTED);
        List<ImageTensor> looks = spread(reference.looks, RECONSTRUCTED);
        List<ImageTensor> rebuilt = version.reconstructions(faces);
        return IntStream.range(0, looks.size())
                .mapToDouble(i -> signalToNoise(looks.get(i), rebuilt.get(i)))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private static double signalToNoise(ImageTensor face, ImageTensor rebuilt) {
        byte[] first = face.values();
        byte[] second = rebuilt.values();
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            double difference = (first[i] & 0xff) - (second[i] & 0xff);
            sum += difference * difference;
        }
        return 10 * Math.log10(PEAK * PEAK * first.length / sum);
    }

    private static <T> List<T> spread(List<T> all, int most) {
        int taken = Math.min(most, all.size());
        return IntStream.range(0, taken)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / taken)))
                .toList();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
