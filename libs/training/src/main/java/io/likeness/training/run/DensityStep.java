package io.likeness.training.run;

import io.likeness.contracts.training.LossWeights;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.imaging.TensorShape;
import io.likeness.latents.LatentDensity;
import io.likeness.training.data.ImageCache;
import io.likeness.training.density.DensityFit;
import io.likeness.training.density.FittedDensity;
import io.likeness.training.density.LabelledLatents;
import io.likeness.training.density.WideningFit;
import io.likeness.training.evaluation.FrechetDistance;
import io.likeness.training.evaluation.PairSimilarity;
import io.likeness.training.evaluation.Thumbnails;
import io.likeness.training.protocol.EvaluationSize;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Fits the density of a trained network's latents, and widens it. What it is chosen by, thumbnails of validation faces, judges nothing afterwards.
 * For one thread.
 */
final class DensityStep {
    private static final int HELD_OUT_IMAGES = 2_000;
    private static final int SAMPLES = 1_024;
    private static final int PART = 128;
    /** Fewer faces say nothing about a distribution. */
    private static final int FEWEST_FACES = 2;
    /** Of so many CelebA faces, the similarity of pairs has a standard deviation of 4 %; the greatest widening changes it by 7 to 10 %. */
    private static final int FEWEST_PAIRED = 128;

    private final TrainingConfiguration configuration;
    private final float[] weights;
    private final ImageCache validation;
    private final Reconstruction reconstruction;

    DensityStep(TrainingConfiguration configuration, TrainedNetwork trained, ImageCache validation, Replicas replicas) {
        this.configuration = configuration;
        this.weights = trained.weights();
        this.validation = validation;
        this.reconstruction = new Reconstruction(configuration, replicas);
    }

    /**
     * The density of these latents.
     *
     * @param train latents of training images, in any order that says nothing about them
     */
    FittedDensity fit(LabelledLatents train, int mostComponents) {
        double[][] faces = faces();
        return DensityFit.fit(
                train,
                heldOut(),
                mostComponents,
                configuration.seed(),
                density -> faces.length < FEWEST_FACES
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(FrechetDistance.between(faces, samples(density))));
    }

    /**
     * The density to export: widened until what the decoder makes of samples is no more alike than training faces are; as it was fitted where these
     * are too few to know.
     */
    FittedDensity widen(FittedDensity fitted, ImageCache train) {
        int count = Math.max(
                FEWEST_PAIRED, EvaluationSize.of(configuration.imageLength()).samples());
        TensorShape shape = new TensorShape(configuration.channels(), configuration.side());
        if (train.count() < FEWEST_PAIRED || shape.side() < LossWeights.SSIM_WINDOW) {
            return fitted;
        }
        double photographs =
                PairSimilarity.mean(ModelFaces.real(train, count, shape).all());
        return WideningFit.fit(
                fitted,
                heldOut(),
                density -> PairSimilarity.mean(
                        new ModelFaces(configuration, weights, density, reconstruction).otherSamples(count)),
                photographs);
    }

    private float[] heldOut() {
        return reconstruction.encode(weights, validation, validation.spreadOrder(HELD_OUT_IMAGES));
    }

    private double[][] faces() {
        int[] order = validation.spreadOrder(SAMPLES);
        List<double[]> all = new ArrayList<>();
        for (int from = 0; from < order.length; from += PART) {
            float[] few = validation.read(order, from, Math.min(order.length, from + PART));
            all.addAll(List.of(Thumbnails.of(few, configuration)));
        }
        return all.toArray(double[][]::new);
    }

    private double[][] samples(LatentDensity density) {
        DecoderSampler sampler = new DecoderSampler(configuration, density);
        List<double[]> all = new ArrayList<>();
        for (int from = 0; from < SAMPLES; from += PART) {
            float[] few = reconstruction.decode(weights, sampler.sample(from, from + PART));
            all.addAll(List.of(Thumbnails.of(few, configuration)));
        }
        return all.toArray(double[][]::new);
    }
}
