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
import java.util.Map;
import java.util.TreeMap;

/** Measures a trained network, its exports and its samples. For one thread. */
final class Evaluation {
    private static final int PARITY_IMAGES = 64;
    private static final int PAIRWISE_IMAGES = 256;
    private static final int FRECHET_IMAGES = 1_024;
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
        this.reconstruction = new Reconstruction(replicas);
    }

    Map<String, Double> metrics() {
        return metrics;
    }

    /** Of 64 held-out faces and 64 sampled latents, or as many faces as there are. */
    void requireParity(byte[] encoder, byte[] decoder) {
        ParityCheck check = new ParityCheck(configuration);
        float[] faces = heldOut().spread(PARITY_IMAGES);
        float[] latents = sampledLatents(PARITY_IMAGES);
        replicas.load(trained.weights());
        Parity parity = replicas.map(1, (network, i) -> check.require(network, encoder, decoder, faces, latents))
                .getFirst();
        metrics.put(Metrics.PARITY_IMAGE_ERROR, parity.imageError());
        metrics.put(Metrics.PARITY_LATENT_ERROR, parity.latentError());
    }

    void measure() {
        metrics.put(Metrics.VALIDATION_MSE, trained.best().validationLoss());
        metrics.put(Metrics.IMAGES_PER_SECOND, imagesPerSecond());
        if (images.test().count() > 0) {
            metrics.put(Metrics.TEST_MSE, reconstruction.meanSquaredError(trained.weights(), images.test()));
        }
        if (heldOut().count() >= FEWEST_IMAGES && images.train().count() >= FEWEST_IMAGES) {
            measureSamples();
        }
    }

    private void measureSamples() {
        double real = PixelDistance.meanPairwise(heldOut().spread(PAIRWISE_IMAGES), configuration.imageLength());
        float[] samples = decoded(sampledLatents(FRECHET_IMAGES));
        float[] few = new float[PAIRWISE_IMAGES * configuration.imageLength()];
        System.arraycopy(samples, 0, few, 0, few.length);
        if (real > 0) {
            double sampled = PixelDistance.meanPairwise(few, configuration.imageLength());
            metrics.put(Metrics.SAMPLE_DIVERSITY_RATIO, sampled / real);
        }
        double[][] faces = Thumbnails.of(heldOut().spread(FRECHET_IMAGES), configuration);
        metrics.put(Metrics.SAMPLE_DISTANCE, distance(faces, samples));
        metrics.put(Metrics.PRIOR_SAMPLE_DISTANCE, distance(faces, decoded(normalLatents(FRECHET_IMAGES))));
        metrics.put(Metrics.REAL_DISTANCE, distance(faces, images.train().spread(FRECHET_IMAGES)));
    }

    private double distance(double[][] faces, float[] others) {
        return FrechetDistance.between(faces, Thumbnails.of(others, configuration));
    }

    private float[] decoded(float[] latents) {
        return reconstruction.decode(trained.weights(), latents, latents.length / configuration.latents());
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

    private double imagesPerSecond() {
        double seconds = trained.epochs().stream()
                .map(EpochReport::imagesPerSecond)
                .mapToDouble(speed -> 1 / speed)
                .average()
                .orElseThrow();
        return 1 / seconds;
    }
}
