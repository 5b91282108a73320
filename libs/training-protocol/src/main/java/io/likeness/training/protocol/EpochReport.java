package io.likeness.training.protocol;

import io.likeness.contracts.Require;
import java.util.Map;

/**
 * One pass over the training images. Losses are of the configured mix; a term is unweighted, {@code mse} and {@code l1} per value in [0, 1],
 * {@code ssim} the similarity itself.
 *
 * @param epoch 1-based
 * @param trainLoss mean over the epoch's images as they were trained
 * @param validationLoss the same over the validation images, with the weights at the epoch's end
 * @param trainTerms the terms of which the loss is made; in the adversarial stage also {@code discriminator}, the sum of its hinge losses, and
 *     with labels their mean cross entropy, {@code drawnLabels} and {@code realLabels}
 * @param validationTerms every term; in the adversarial stage also {@code sampleStructure} and {@code sampleDiversity}
 * @param learningRate of the last step
 * @param imagesPerSecond of training, without validation
 * @param seconds of training and validation
 * @param etaSeconds until the last epoch of all stages: of this one at this epoch's speed, of one that follows at the speed that was measured before
 * @param cpuSeconds of all processors since the run began, before its checkpoint included
 * @param peakMemoryBytes greatest resident size of this process so far
 */
public record EpochReport(
        int epoch,
        double trainLoss,
        double validationLoss,
        Map<String, Double> trainTerms,
        Map<String, Double> validationTerms,
        double learningRate,
        double imagesPerSecond,
        double seconds,
        double etaSeconds,
        double cpuSeconds,
        long peakMemoryBytes) {
    public EpochReport {
        trainTerms = Require.numbers("trainTerms", trainTerms);
        validationTerms = Require.numbers("validationTerms", validationTerms);
    }

    /** The same of a stage that others follow, which will take so many seconds. */
    public EpochReport before(double seconds) {
        return new EpochReport(
                epoch,
                trainLoss,
                validationLoss,
                trainTerms,
                validationTerms,
                learningRate,
                imagesPerSecond,
                this.seconds,
                etaSeconds + seconds,
                cpuSeconds,
                peakMemoryBytes);
    }
}
