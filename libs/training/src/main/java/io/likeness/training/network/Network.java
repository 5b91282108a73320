package io.likeness.training.network;

import io.likeness.training.loss.LossTerms;

/**
 * The autoencoder of a {@link io.likeness.contracts.training.TrainingConfiguration} with its weights, which are 0 before the first {@link
 * #load}. Images are {@code float[N, C, S, S]} in [0, 1], latents {@code float[N, D]}, labels {@code float[N, K]} as {@link
 * io.likeness.contracts.model.Label#scaled} gives them, all row-major; N is {@code count}, free from call to call, and numbers after those of N
 * images, latents or labels are not read. An unconditional network has K = 0 and may be called without labels. Lengths are checked,
 * contents are not. It may hold native memory until {@link #close()}; created, used and closed by one thread.
 */
public interface Network extends AutoCloseable {
    /** Labels for a network that takes none. */
    float[] NO_LABELS = new float[0];

    /** Overwrites all weights, in the layout of {@link Parameters}. */
    void load(float[] weights);

    /**
     * One forward and one backward pass.
     *
     * @param gradients overwritten with those of the weighted loss, in the layout of {@link Parameters}
     * @return the terms over these images: the squared error and those of a weight above 0
     */
    LossTerms lossAndGradients(float[] images, float[] labels, int count, float[] gradients);

    default LossTerms lossAndGradients(float[] images, int count, float[] gradients) {
        return lossAndGradients(images, NO_LABELS, count, gradients);
    }

    /**
     * Gradients of the decoder's parameters alone.
     *
     * @param imageGradient from the images of these latents to the gradients of the loss by them
     * @param gradients overwritten in the layout of {@link Parameters}; those of the encoder's parameters are not to be read
     */
    void decoderGradients(float[] latents, float[] labels, int count, ImageGradient imageGradient, float[] gradients);

    /** The derivative of a loss of images. */
    @FunctionalInterface
    interface ImageGradient {
        /**
         * Called once, with arrays that are valid during the call.
         *
         * @param images {@code float[N, C, S, S]} in [0, 1], followed by what is not to be read
         * @param gradient to be overwritten in the same layout
         */
        void of(float[] images, float[] gradient);
    }

    /** Latents of images. */
    float[] encode(float[] images, float[] labels, int count);

    default float[] encode(float[] images, int count) {
        return encode(images, NO_LABELS, count);
    }

    /** Images of latents. */
    float[] decode(float[] latents, float[] labels, int count);

    default float[] decode(float[] latents, int count) {
        return decode(latents, NO_LABELS, count);
    }

    /** What encoding and decoding makes of images. */
    float[] reconstruct(float[] images, float[] labels, int count);

    default float[] reconstruct(float[] images, int count) {
        return reconstruct(images, NO_LABELS, count);
    }

    @Override
    void close();
}
