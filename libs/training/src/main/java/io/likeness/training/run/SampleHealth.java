package io.likeness.training.run;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.LatentDensity;
import io.likeness.training.data.ImageCache;
import io.likeness.training.evaluation.PixelDistance;
import io.likeness.training.evaluation.SlicedWasserstein;
import io.likeness.training.protocol.EvaluationSize;

/**
 * How the samples of a decoder compare with photographs that it was not trained on, by their small structures and their variety; the judge is not
 * asked. The samples are the same each time. For one thread.
 */
final class SampleHealth {
    /** Of the photographs' variety; below it, the decoder repeats itself. */
    private static final double LEAST_DIVERSITY = 0.8;
    /** Of the least distance so far; above it, samples have become worse. */
    private static final double MOST_DISTANCE = 1.5;

    private final TrainingConfiguration configuration;
    private final Reconstruction reconstruction;
    private final float[] photographs;
    private final DecoderInputs drawn;
    private final int count;
    private final double variety;
    private final SlicedWasserstein structure;

    /**
     * What to compare.
     *
     * @param faces of which the health is measured
     */
    SampleHealth(
            TrainingConfiguration configuration,
            Reconstruction reconstruction,
            ImageCache faces,
            LatentDensity density) {
        this.configuration = configuration;
        this.reconstruction = reconstruction;
        this.photographs = faces.spread(EvaluationSize.healthImages(configuration.imageLength()));
        this.count = photographs.length / configuration.imageLength();
        this.drawn = new DecoderSampler(configuration, density).sample(count);
        this.variety = PixelDistance.meanPairwise(photographs, configuration.imageLength());
        this.structure = new SlicedWasserstein(configuration.channels(), configuration.side(), configuration.seed());
    }

    /**
     * One look.
     *
     * @param distance sliced Wasserstein distance to photographs
     * @param diversity mean pairwise pixel distance over that of photographs
     */
    record Look(double distance, double diversity) {
        /** @param best the least distance so far */
        boolean collapsed(double best) {
            return diversity < LEAST_DIVERSITY || distance > MOST_DISTANCE * best;
        }
    }

    Look look(float[] weights) {
        float[] samples = reconstruction.decode(weights, drawn);
        return new Look(structure.between(photographs, samples, count), diversity(samples));
    }

    /** One photograph, or equal ones, have no variety to lose. */
    private double diversity(float[] samples) {
        return variety > 0 ? PixelDistance.meanPairwise(samples, configuration.imageLength()) / variety : 1;
    }
}
