package io.likeness.training.run;

import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.LabelledLatent;
import io.likeness.latents.LatentDensity;
import io.likeness.latents.LatentSampler;
import java.util.List;
import java.util.Objects;

/**
 * Draws latents from a density, each with the labels that the network is told beside it, which are those that were drawn with it. Immutable, safe
 * for threads.
 */
final class DecoderSampler {
    private final TrainingConfiguration configuration;
    private final LatentSampler sampler;

    /** @param density of labels and latents; its labels include the configuration's conditions */
    DecoderSampler(TrainingConfiguration configuration, LatentDensity density) {
        this.configuration = configuration;
        this.sampler = new LatentSampler(density);
    }

    /** The first so many of the configuration's seed. */
    DecoderInputs sample(int count) {
        return sample(0, count);
    }

    /** Samples {@code from} to {@code to} of the configuration's seed. */
    DecoderInputs sample(int from, int to) {
        DecoderInputs inputs = DecoderInputs.of(configuration, to - from);
        for (int i = from; i < to; i++) {
            sample(LatentSampler.imageSeed(configuration.seed(), i), inputs, i - from);
        }
        return inputs;
    }

    /** Sets number {@code index} to the sample of an image seed. */
    void sample(long imageSeed, DecoderInputs inputs, int index) {
        LabelledLatent drawn = sampler.sample(imageSeed, 1);
        List<String> conditions = configuration.conditions();
        float[] labels = new float[conditions.size()];
        for (int i = 0; i < labels.length; i++) {
            String name = conditions.get(i);
            labels[i] =
                    Objects.requireNonNull(drawn.scaledLabels().get(name), name).floatValue();
        }
        inputs.put(index, drawn.latent(), labels);
    }
}
