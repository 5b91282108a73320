package io.likeness.training.adversarial;

/**
 * What one replica sees of a step. The arrays are owned by the step.
 *
 * @param latents {@code float[count, D]}: those of {@code originals} first, then samples of the density
 * @param labels {@code float[count, K]} that go with the latents; K is 0 for an unconditional network
 * @param originals {@code float[anchored, C, S, S]} in [0, 1], the photographs of the first latents
 * @param photographs {@code float[count, C, S, S]} in [0, 1], for the discriminator
 * @param photographLabels their labels, {@code float[count, K]}
 * @param anchored 1 to {@code count}
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from the step to one replica and never compared.
public record AdversarialShare(
        float[] latents,
        float[] labels,
        float[] originals,
        float[] photographs,
        float[] photographLabels,
        int anchored,
        int count) {}
