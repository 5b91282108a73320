package io.likeness.training.run;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.training.data.ImageCache;
import io.likeness.training.data.ImageSplits;
import io.likeness.training.density.FittedDensity;
import io.likeness.training.evaluation.EvaluationPage;
import io.likeness.training.evaluation.FaceEvaluation;
import io.likeness.training.evaluation.FaceSets;
import io.likeness.training.evaluation.Faces;
import io.likeness.training.evaluation.Findings;
import io.likeness.training.evaluation.FrechetDistance;
import io.likeness.training.evaluation.PixelDistance;
import io.likeness.training.evaluation.Thumbnails;
import io.likeness.training.export.Parity;
import io.likeness.training.export.ParityCheck;
import io.likeness.training.judge.Judge;
import io.likeness.training.loss.LossTerms;
import io.likeness.training.network.Network;
import io.likeness.training.protocol.EpochReport;
import io.likeness.training.protocol.EvaluationSize;
import io.likeness.training.protocol.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Measures a trained network, its exports and its samples. For one thread. */
final class Evaluation {
    private static final int PARITY_IMAGES = 64;
    private static final int PAIRWISE_IMAGES = 256;
    private static final int PART = 128;

    private final TrainingConfiguration configuration;
    private final TrainedNetwork trained;
    private final ImageSplits images;
    private final Reconstruction reconstruction;
    private final FittedDensity fitted;
    private final ModelFaces model;
    private final TensorShape shape;
    private final Map<String, Double> metrics = new TreeMap<>();

    Evaluation(
            TrainingConfiguration configuration,
            TrainedNetwork trained,
            ImageSplits images,
            FittedDensity fitted,
            Replicas replicas) {
        this.configuration = configuration;
        this.trained = trained;
        this.images = images;
        this.fitted = fitted;
        this.reconstruction = new Reconstruction(configuration, replicas);
        this.model = new ModelFaces(configuration, trained.weights(), fitted.density(), reconstruction);
        this.shape = new TensorShape(configuration.channels(), configuration.side());
    }

    Map<String, Double> metrics() {
        return metrics;
    }

    /** Of 64 held-out faces and 64 sampled latents, or as many faces as there are. */
    void requireParity(Networks networks, byte[] encoder, byte[] decoder) {
        ParityCheck check = new ParityCheck(configuration);
        float[] faces = heldOut().spread(PARITY_IMAGES);
        DecoderInputs sampled = model.sampled(PARITY_IMAGES);
        try (Network reference = networks.reference()) {
            reference.load(trained.weights());
            Parity parity = check.require(
                    reference,
                    encoder,
                    decoder,
                    new ParityCheck.Inputs(faces, labels(heldOut(), PARITY_IMAGES)),
                    new ParityCheck.Inputs(sampled.latents(), sampled.labels()));
            metrics.put(Metrics.PARITY_IMAGE_ERROR, parity.imageError());
            metrics.put(Metrics.PARITY_LATENT_ERROR, parity.latentError());
        }
    }

    /**
     * Fills {@link #metrics()}; the page that shows them, unless there are too few faces to compare.
     *
     * @param base what the training started from, whose samples are compared with real faces too
     */
    Optional<byte[]> measure(Judge judge, Optional<BaseModel> base) {
        LossTerms validation = reconstruction.terms(trained.weights(), images.validation());
        metrics.put(Metrics.VALIDATION_MSE, validation.mse());
        putIfMeasured(Metrics.VALIDATION_SSIM, validation.ssim());
        metrics.put(Metrics.LATENT_WIDENING, fitted.widening());
        metrics.put(Metrics.IMAGES_PER_SECOND, imagesPerSecond());
        if (images.test().count() > 0) {
            LossTerms test = reconstruction.terms(trained.weights(), images.test());
            metrics.put(Metrics.TEST_MSE, test.mse());
            putIfMeasured(Metrics.TEST_SSIM, test.ssim());
        }
        if (heldOut().count() < FaceSets.FEWEST || images.train().count() < FaceSets.FEWEST) {
            return Optional.empty();
        }
        FaceSets sets = sets(base);
        compareThumbnails(sets);
        Findings findings = new FaceEvaluation(judge).measure(sets);
        metrics.putAll(findings.metrics());
        return Optional.of(new EvaluationPage(facts(), metrics, findings, sets).bytes());
    }

    private FaceSets sets(Optional<BaseModel> base) {
        EvaluationSize size = EvaluationSize.of(shape.size());
        List<ImageTensor> heldOut =
                ModelFaces.real(heldOut(), size.heldOut(), shape).all();
        return new FaceSets(
                heldOut,
                ModelFaces.real(images.train(), EvaluationSize.MOST_SEARCHED, shape),
                model.samples(size.samples()),
                model.priorSamples(size.samples()),
                model.reconstructions(heldOut, labels(heldOut(), size.heldOut())),
                base.map(version -> faces(version).samples(size.samples())).orElse(List.of()));
    }

    private ModelFaces faces(BaseModel version) {
        return new ModelFaces(configuration, version.weights(), version.density(), reconstruction);
    }

    private void compareThumbnails(FaceSets sets) {
        double real = PixelDistance.meanPairwise(heldOut().spread(PAIRWISE_IMAGES), configuration.imageLength());
        if (real > 0) {
            List<ImageTensor> samples = sets.samples();
            float[] few = numbers(samples.subList(0, Math.min(PAIRWISE_IMAGES, samples.size())));
            double sampled = PixelDistance.meanPairwise(few, configuration.imageLength());
            metrics.put(Metrics.SAMPLE_DIVERSITY_RATIO, sampled / real);
        }
        Faces training = ModelFaces.real(images.train(), sets.samples().size(), shape);
        double[][] faces = thumbnails(Faces.of(sets.heldOut()));
        metrics.put(Metrics.SAMPLE_DISTANCE, FrechetDistance.between(faces, thumbnails(Faces.of(sets.samples()))));
        metrics.put(
                Metrics.PRIOR_SAMPLE_DISTANCE,
                FrechetDistance.between(faces, thumbnails(Faces.of(sets.priorSamples()))));
        metrics.put(Metrics.REAL_DISTANCE, FrechetDistance.between(faces, thumbnails(training)));
    }

    private double[][] thumbnails(Faces faces) {
        List<double[]> all = new ArrayList<>();
        for (int from = 0; from < faces.count(); from += PART) {
            float[] part = numbers(faces.read(from, Math.min(faces.count(), from + PART)));
            all.addAll(List.of(Thumbnails.of(part, configuration)));
        }
        return all.toArray(double[][]::new);
    }

    /** What a conditional network is told of these faces, {@code float[N, K]}. */
    private static float[] labels(ImageCache cache, int most) {
        int[] order = cache.spreadOrder(most);
        return cache.conditions().read(order, 0, order.length);
    }

    private float[] numbers(List<ImageTensor> faces) {
        float[] numbers = new float[faces.size() * shape.size()];
        for (int i = 0; i < faces.size(); i++) {
            faces.get(i).copyTo(numbers, i * shape.size());
        }
        return numbers;
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("preset", configuration.preset());
        facts.put("side", shape.side() + " px, " + (shape.channels() == 1 ? "grey" : "RGB"));
        facts.put("latents", Integer.toString(configuration.latents()));
        facts.put("training images", Integer.toString(images.train().count()));
        facts.put("epochs", Integer.toString(trained.epochs().size()));
        facts.put("best epoch", Integer.toString(trained.best().epoch()));
        facts.put("seed", Long.toString(configuration.seed()));
        return facts;
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
