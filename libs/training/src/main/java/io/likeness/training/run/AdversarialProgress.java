package io.likeness.training.run;

import io.likeness.contracts.training.AdversarialStage;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.adversarial.AdversarialTerms;
import io.likeness.training.adversarial.SpectralNormalisation;
import io.likeness.training.network.Adam;
import io.likeness.training.network.DiscriminatorDesign;
import io.likeness.training.network.Parameters;
import io.likeness.training.protocol.EpochReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the adversarial stage is: all that a checkpoint holds of it. For one thread, which owns the arrays. */
final class AdversarialProgress {
    /** b1 of both networks' Adam (Radford et al. 2016): with 0.9 they oscillate. */
    private static final double FIRST_DECAY = 0.5;

    /** Of the whole autoencoder; the encoder's stand still. */
    final float[] weights;
    /** Moving average of these. */
    final float[] average;

    final float[] discriminator;
    final SpectralNormalisation norms;
    final Adam adam;
    final Adam discriminatorAdam;
    final LossSums anchors = new LossSums();
    final List<EpochReport> epochs = new ArrayList<>();
    /** The average at the end of the epoch whose samples were closest to photographs; before it, the autoencoder's weights. */
    float[] bestWeights;

    double bestDistance = Double.POSITIVE_INFINITY;
    /** Null while no epoch was better than the autoencoder. */
    @Nullable
    EpochReport best;

    int collapsedEpochs;
    DiscriminatorSums discriminatorSums = DiscriminatorSums.NONE;
    /** The next one of the epoch that has begun, 0-based. */
    int step;
    /** Spent on training in the epoch that has begun. */
    double seconds;

    AdversarialProgress(
            float[] weights,
            float[] average,
            float[] bestWeights,
            float[] discriminator,
            SpectralNormalisation norms,
            Adam adam,
            Adam discriminatorAdam) {
        this.weights = weights;
        this.average = average;
        this.bestWeights = bestWeights;
        this.discriminator = discriminator;
        this.norms = norms;
        this.adam = adam;
        this.discriminatorAdam = discriminatorAdam;
    }

    /** The beginning of the stage, at a trained autoencoder. */
    static AdversarialProgress start(TrainingConfiguration configuration, AdversarialStage stage, float[] trained) {
        Parameters parameters = parameters(configuration, stage);
        float[] discriminator = parameters.initial(configuration.seed());
        return new AdversarialProgress(
                trained.clone(),
                trained.clone(),
                trained.clone(),
                discriminator,
                SpectralNormalisation.start(parameters, discriminator, configuration.seed()),
                adam(new float[trained.length], new float[trained.length], 0),
                adam(new float[discriminator.length], new float[discriminator.length], 0));
    }

    /** The discriminator's. */
    static Parameters parameters(TrainingConfiguration configuration, AdversarialStage stage) {
        return Parameters.of(DiscriminatorDesign.of(configuration, stage));
    }

    /** Of either network. */
    static Adam adam(float[] first, float[] second, int steps) {
        return new Adam(FIRST_DECAY, first, second, steps);
    }

    /** Counts a step. */
    void add(AdversarialTerms terms, int images) {
        anchors.add(terms.anchor(), images);
        discriminatorSums = discriminatorSums.plus(terms, images);
        step++;
    }

    /** Closes the epoch; keeps the average if its samples are the closest so far. */
    void finish(EpochReport report, SampleHealth.Look look) {
        epochs.add(report);
        if (look.collapsed(bestDistance)) {
            collapsedEpochs++;
        } else {
            collapsedEpochs = 0;
            if (look.distance() < bestDistance) {
                bestDistance = look.distance();
                best = report;
                bestWeights = average.clone();
            }
        }
        anchors.clear();
        discriminatorSums = DiscriminatorSums.NONE;
        step = 0;
        seconds = 0;
    }
}
