package io.likeness.training.run;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.LatentDensity;
import io.likeness.contracts.model.LatentSampler;
import io.likeness.contracts.model.RandomStream;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.EpochReport;
import io.likeness.training.Metrics;
import io.likeness.training.data.ImageCache;
import io.likeness.training.data.ImageSplits;
import io.likeness.training.evaluation.FrechetDistance;
import io.likeness.training.evaluation.PixelDistance;
import io.likeness.training.evaluation.Thumbnails;
import io.likeness.training.export.Parity;
import io.likeness.training.export.ParityCheck;
import io.likeness.training.loss.LossTerms;
import io.likeness.training.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures a trained network, its exports and its samples. For one thread. */
final class Evaluation {
    private static final int PARITY_IMAGES = 64;
    private static final int PAIRWISE_IMAGES = 256;
    private static final int FRECHET_IMAGES = 1_024;
    private static final int PART = 128;
    /** Fewer images say nothing about a distribution. */
    private static final int FEWEST_IMAGES = 2;

    private final TrainingConfiguration configuration;
    private final TrainedNetwork trained;
    private final ImageSplits images;
    private final LatentDensity density;
    private final Replicas replicas;
    private final Reconstruction reconstruction;
    private final Map<String, Double> metrics = new TreeMap<>();

    Evaluation(
            TrainingConfiguration configuration,
            TrainedNetwork trained,
            ImageSplits images,
            LatentDensity density,
            Replicas replicas) {
        this.configuration = configuration;
        this.trained = trained;
        this.images = images;
        this.density = density;
        this.replicas = replicas;
        this.reconstruction = new Reconstruction(configuration, replicas);
    }

    Map<String, Double> metrics() {
        return metrics;
    }

    /** Of 64 held-out faces and 64 sampled latents, or as many faces as there are. */
    void requireParity(Networks networks, byte[] encoder, byte[] decoder) {
        ParityCheck check = new ParityCheck(configuration);
        float[] faces = heldOut().spread(PARITY_IMAGES);
        float[] latents = sampledLatents(PARITY_IMAGES);
        try (Network reference = networks.reference()) {
            reference.load(trained.weights());
            Parity parity = check.require(reference, encoder, decoder, faces, latents);
            metrics.put(Metrics.PARITY_IMAGE_ERROR, parity.imageError());
            metrics.put(Metrics.PARITY_LATENT_ERROR, parity.latentError());
        }
    }

    void measure() {
        LossTerms validation = reconstruction.terms(trained.weights(), images.validation());
        metrics.put(Metrics.VALIDATION_MSE, validation.mse());
        putIfMeasured(Metrics.VALIDATION_SSIM, validation.ssim());
        metrics.put(Metrics.IMAGES_PER_SECOND, imagesPerSecond());
        if (images.test().count() > 0) {
            LossTerms test = reconstruction.terms(trained.weights(), images.test());
            metrics.put(Metrics.TEST_MSE, test.mse());
            putIfMeasured(Metrics.TEST_SSIM, test.ssim());
        }
        if (heldOut().count() >= FEWEST_IMAGES && images.train().count() >= FEWEST_IMAGES) {
            measureSamples();
        }
    }

    private void measureSamples() {
        double real = PixelDistance.meanPairwise(heldOut().spread(PAIRWISE_IMAGES), configuration.imageLength());
        float[] latents = sampledLatents(FRECHET_IMAGES);
        if (real > 0) {
            float[] few = decoded(latents, 0, PAIRWISE_IMAGES);
            double sampled = PixelDistance.meanPairwise(few, configuration.imageLength());
            metrics.put(Metrics.SAMPLE_DIVERSITY_RATIO, sampled / real);
        }
        double[][] faces = thumbnails(heldOut());
        metrics.put(Metrics.SAMPLE_DISTANCE, FrechetDistance.between(faces, thumbnails(latents)));
        metrics.put(
                Metrics.PRIOR_SAMPLE_DISTANCE,
                FrechetDistance.between(faces, thumbnails(normalLatents(FRECHET_IMAGES))));
        metrics.put(Metrics.REAL_DISTANCE, FrechetDistance.between(faces, thumbnails(images.train())));
    }

    private double[][] thumbnails(ImageCache cache) {
        int[] order = cache.spreadOrder(FRECHET_IMAGES);
        return thumbnails(order.length, (from, to) -> cache.read(order, from, to));
    }

    private double[][] thumbnails(float[] latents) {
        return thumbnails(FRECHET_IMAGES, (from, to) -> decoded(latents, from, to));
    }

    /** Part by part: images are large, thumbnails are not. */
    private double[][] thumbnails(int count, Images part) {
        List<double[]> all = new ArrayList<>();
        for (int from = 0; from < count; from += PART) {
            float[] few = part.of(from, Math.min(count, from + PART));
            all.addAll(List.of(Thumbnails.of(few, configuration)));
        }
        return all.toArray(double[][]::new);
    }

    private float[] decoded(float[] latents, int from, int to) {
        float[] part = Arrays.copyOfRange(latents, from * configuration.latents(), to * configuration.latents());
        return reconstruction.decode(trained.weights(), part, to - from);
    }

    /** Images {@code from} to {@code to} of some. */
    private interface Images {
        float[] of(int from, int to);
    }

    private float[] sampledLatents(int count) {
        LatentSampler sampler = new LatentSampler(density);
        float[] latents = new float[count * configuration.latents()];
        for (int i = 0; i < count; i++) {
            float[] latent = sampler.sample(LatentSampler.imageSeed(configuration.seed(), i));
            System.arraycopy(latent, 0, latents, i * latent.length, latent.length);
        }
        return latents;
    }

    private float[] normalLatents(int count) {
        RandomStream random = new RandomStream((configuration.seed() + 1) & Require.GREATEST_SEED);
        float[] latents = new float[count * configuration.latents()];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) random.nextGaussian();
        }
        return latents;
    }

    /** Faces that decided nothing, where there are any. */
    private ImageCache heldOut() {
        return images.test().count() >= PARITY_IMAGES ? images.test() : images.validation();
    }

    private void putIfMeasured(String metric, double value) {
        if (Double.isFinite(value)) {
            metrics.put(metric, value);
        }
    }

    private double imagesPerSecond() {
        double seconds = trained.epochs().stream()
                .map(EpochReport::imagesPerSecond)
                .mapToDouble(speed -> 1 / speed)
                .average()
                .orElseThrow();
        return 1 / seconds;
    }
}
