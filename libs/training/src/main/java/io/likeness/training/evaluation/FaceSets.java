package io.likeness.training.evaluation;

import io.likeness.contracts.Require;
import io.likeness.imaging.ImageTensor;
import java.util.List;

/**
 * What is compared, all of one shape.
 *
 * @param heldOut real faces of people that took no part in the training, at least 2
 * @param training real faces that the model learned from, at least 2
 * @param samples what the model draws, at least 2, not selected
 * @param priorSamples the same with latents from N(0, I)
 * @param reconstructions of {@code heldOut}, one each in the same order
 * @param baseSamples what the version draws from which a fine-tuning started, not selected; empty for any other training
 */
public record FaceSets(
        List<ImageTensor> heldOut,
        Faces training,
        List<ImageTensor> samples,
        List<ImageTensor> priorSamples,
        List<ImageTensor> reconstructions,
        List<ImageTensor> baseSamples) {
    /** Fewer say nothing about a distribution. */
    public static final int FEWEST = 2;

    public FaceSets {
        heldOut = List.copyOf(heldOut);
        samples = List.copyOf(samples);
        priorSamples = List.copyOf(priorSamples);
        reconstructions = List.copyOf(reconstructions);
        baseSamples = List.copyOf(baseSamples);
        Require.between("heldOut", heldOut.size(), FEWEST, Integer.MAX_VALUE);
        Require.between("training", training.count(), FEWEST, Integer.MAX_VALUE);
        Require.between("samples", samples.size(), FEWEST, Integer.MAX_VALUE);
        Require.between("priorSamples", priorSamples.size(), FEWEST, Integer.MAX_VALUE);
        Require.between("reconstructions", reconstructions.size(), heldOut.size(), heldOut.size());
    }
}
