package io.likeness.training.evaluation;

import io.likeness.imaging.ImageTensor;
import io.likeness.training.judge.Judge;
import io.likeness.training.protocol.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures how near a model's faces are to real ones: distances in the judge's features, between the floor (training faces) and the ceiling
 * (latents from N(0, I)); diversity, sharpness, brightness and memorisation; and how well it reconstructs. For one thread.
 */
public final class FaceEvaluation {
    private static final int CLOSEST = 16;

    private final Judge judge;
    private final Examination examination;
    private final Map<String, Double> metrics = new TreeMap<>();

    /** @param judge whoever made it closes it */
    public FaceEvaluation(Judge judge) {
        this.judge = judge;
        this.examination = new Examination(judge);
    }

    public Findings measure(FaceSets sets) {
        metrics.clear();
        Examined heldOut = examination.of(Faces.of(sets.heldOut()));
        Examined training = examination.of(sets.training());
        Examined samples = examination.of(Faces.of(sets.samples()));
        double[][] prior = examination.of(Faces.of(sets.priorSamples())).features();
        double[][] rebuilt = examination.of(Faces.of(sets.reconstructions())).features();
        double[][] some = spread(training.features(), sets.samples().size());
        distances(heldOut, Metrics.REAL_FRECHET_DISTANCE, Metrics.REAL_KERNEL_DISTANCE, some);
        distances(heldOut, Metrics.SAMPLE_FRECHET_DISTANCE, Metrics.SAMPLE_KERNEL_DISTANCE, samples.features());
        distances(heldOut, Metrics.PRIOR_FRECHET_DISTANCE, Metrics.PRIOR_KERNEL_DISTANCE, prior);
        distances(heldOut, Metrics.RECONSTRUCTION_FRECHET_DISTANCE, Metrics.RECONSTRUCTION_KERNEL_DISTANCE, rebuilt);
        distancesBefore(sets, heldOut);
        look(samples, heldOut);
        diversity(sets);
        reconstruction(sets);
        return new Findings(judge.card(), metrics, memorisation(sets, samples, heldOut, training));
    }

    private void distances(Examined heldOut, String frechet, String kernel, double[][] features) {
        metrics.put(frechet, FrechetDistance.between(heldOut.features(), features));
        metrics.put(kernel, KernelDistance.between(heldOut.features(), features));
    }

    /** Of a fine-tuned model's base. */
    private void distancesBefore(FaceSets sets, Examined heldOut) {
        if (sets.baseSamples().size() >= FaceSets.FEWEST) {
            double[][] before = examination.of(Faces.of(sets.baseSamples())).features();
            distances(heldOut, Metrics.BASE_SAMPLE_FRECHET_DISTANCE, Metrics.BASE_SAMPLE_KERNEL_DISTANCE, before);
        }
    }

    private void look(Examined samples, Examined heldOut) {
        put(Metrics.SAMPLE_SHARPNESS, Metrics.SAMPLE_SHARPNESS_SPREAD, samples.sharpness());
        put(Metrics.REAL_SHARPNESS, Metrics.REAL_SHARPNESS_SPREAD, heldOut.sharpness());
        put(Metrics.SAMPLE_BRIGHTNESS, Metrics.SAMPLE_BRIGHTNESS_SPREAD, samples.brightness());
        put(Metrics.REAL_BRIGHTNESS, Metrics.REAL_BRIGHTNESS_SPREAD, heldOut.brightness());
        putRatio(Metrics.SHARPNESS_RATIO, Metrics.SAMPLE_SHARPNESS, Metrics.REAL_SHARPNESS);
    }

    private void diversity(FaceSets sets) {
        putIfFinite(Metrics.SAMPLE_PAIR_SSIM, PairSimilarity.mean(sets.samples()));
        putIfFinite(Metrics.REAL_PAIR_SSIM, PairSimilarity.mean(sets.heldOut()));
        putRatio(Metrics.PAIR_SSIM_RATIO, Metrics.SAMPLE_PAIR_SSIM, Metrics.REAL_PAIR_SSIM);
    }

    private void reconstruction(FaceSets sets) {
        double[] errors = new double[sets.heldOut().size()];
        Arrays.setAll(
                errors,
                i -> squaredError(sets.heldOut().get(i), sets.reconstructions().get(i)));
        metrics.put(Metrics.RECONSTRUCTION_MSE_P999, Quantile.of(errors, 0.999));
        double ratios = Arrays.stream(errors)
                .map(error -> -10 * Math.log10(error))
                .average()
                .orElse(Double.NaN);
        putIfFinite(Metrics.RECONSTRUCTION_PSNR, ratios);
    }

    private static double squaredError(ImageTensor a, ImageTensor b) {
        byte[] first = a.values();
        byte[] second = b.values();
        long sum = 0;
        for (int i = 0; i < first.length; i++) {
            int difference = (first[i] & 0xff) - (second[i] & 0xff);
            sum += (long) difference * difference;
        }
        return sum / (255.0 * 255.0 * first.length);
    }

    private List<Findings.Pair> memorisation(FaceSets sets, Examined samples, Examined heldOut, Examined training) {
        Neighbours ofSamples = Neighbours.of(samples.features(), training.features());
        double real = Neighbours.of(heldOut.features(), training.features()).median();
        if (real > 0) {
            metrics.put(Metrics.MEMORISATION_RATIO, ofSamples.median() / real);
        }
        List<Findings.Pair> pairs = new ArrayList<>();
        for (int sample : ofSamples.closest(CLOSEST)) {
            int nearest = ofSamples.nearest()[sample];
            pairs.add(new Findings.Pair(
                    sets.samples().get(sample),
                    sets.training().read(nearest, nearest + 1).getFirst(),
                    ofSamples.distance()[sample]));
        }
        return pairs;
    }

    private void put(String mean, String spread, double[] values) {
        double average = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(value -> (value - average) * (value - average))
                .average()
                .orElseThrow();
        metrics.put(mean, average);
        metrics.put(spread, Math.sqrt(variance));
    }

    private void putIfFinite(String metric, double value) {
        if (Double.isFinite(value)) {
            metrics.put(metric, value);
        }
    }

    private void putRatio(String metric, String above, String below) {
        Double numerator = metrics.get(above);
        Double denominator = metrics.get(below);
        if (numerator != null && denominator != null && denominator != 0) {
            metrics.put(metric, numerator / denominator);
        }
    }

    private static double[][] spread(double[][] features, int most) {
        int taken = Math.min(most, features.length);
        double[][] some = new double[taken][];
        Arrays.setAll(some, i -> features[(int) ((long) i * features.length / taken)]);
        return some;
    }
}
