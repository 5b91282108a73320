package io.likeness.contracts.training;

import io.likeness.contracts.Require;
import java.util.Map;

/**
 * More of what was measured over an epoch.
 *
 * @param trainTerms the terms of the training loss by name ({@code mse}, {@code l1}, {@code ssim}), unweighted; in the adversarial stage also
 *     {@code discriminator}, {@code drawnLabels} and {@code realLabels}
 * @param validationTerms {@code mse}, {@code l1} and {@code ssim} over the validation images; in the adversarial stage also {@code sampleStructure} and
 *     {@code sampleDiversity}
 * @param learningRate of the epoch's last step
 * @param etaSeconds until the last epoch of all stages, at the present speed
 * @param cpuSeconds of all processors since the run began, earlier attempts included
 * @param peakMemoryBytes greatest resident size of the training process so far
 */
public record EpochMeasures(
        Map<String, Double> trainTerms,
        Map<String, Double> validationTerms,
        double learningRate,
        double etaSeconds,
        double cpuSeconds,
        long peakMemoryBytes) {
    public EpochMeasures {
        trainTerms = Require.numbers("trainTerms", trainTerms);
        validationTerms = Require.numbers("validationTerms", validationTerms);
        Require.notNegative("learningRate", learningRate);
        Require.notNegative("etaSeconds", etaSeconds);
        Require.notNegative("cpuSeconds", cpuSeconds);
        Require.between("peakMemoryBytes", peakMemoryBytes, 0, Long.MAX_VALUE);
    }
}
