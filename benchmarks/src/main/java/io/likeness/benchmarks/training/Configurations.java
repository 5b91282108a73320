package io.likeness.benchmarks.training;

import io.likeness.contracts.training.Augmentation;
import io.likeness.contracts.training.LossWeights;
import io.likeness.contracts.training.TrainingConfiguration;

/** What is trained: the preset {@code seed}, and what differs from it in one thing. */
final class Configurations {
    private Configurations() {}

    static TrainingConfiguration seed(int epochs) {
        return TrainingConfiguration.seedPreset().withEpochs(epochs);
    }

    /** The loss MSE + 0.5 (1 - SSIM). */
    static TrainingConfiguration withSimilarity(int epochs) {
        return custom(seed(epochs), new LossWeights(1, 0, 0.5), Augmentation.NONE);
    }

    static TrainingConfiguration augmented(Augmentation augmentation) {
        return custom(seed(1), LossWeights.MEAN_SQUARED_ERROR, augmentation);
    }

    private static TrainingConfiguration custom(
            TrainingConfiguration base, LossWeights loss, Augmentation augmentation) {
        return new TrainingConfiguration(
                TrainingConfiguration.CUSTOM,
                base.side(),
                base.channels(),
                base.latents(),
                base.convolutionChannels(),
                base.kernel(),
                base.activation(),
                loss,
                base.batch(),
                base.epochs(),
                base.learningRate(),
                base.schedule(),
                base.patience(),
                augmentation,
                base.seed());
    }
}
