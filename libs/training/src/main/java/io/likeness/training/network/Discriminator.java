package io.likeness.training.network;

import org.jspecify.annotations.Nullable;

/**
 * A {@link DiscriminatorDesign} with its weights, which are 0 before the first {@link #load}. It may hold native memory until {@link
 * #close()}; created, used and closed by one thread.
 */
public interface Discriminator extends AutoCloseable {
    /** Overwrites all weights, in the layout of {@link Parameters#of}. */
    void load(float[] weights);

    /** Logits {@code float[N, maps, logitSide, logitSide]} of images {@code float[N, C, S, S]} around 0. */
    float[] logits(float[] images, int count);

    /**
     * The way back through what the last {@link #logits} computed.
     *
     * @param logitGradients of the loss by those logits
     * @param gradients overwritten with those of the weights; null where they are not wanted
     * @param imageGradients overwritten with those of the images; null where they are not wanted
     */
    void backward(float[] logitGradients, float @Nullable [] gradients, float @Nullable [] imageGradients);

    @Override
    void close();
}
