package io.likeness.training.run;

import io.likeness.contracts.training.TrainingConfiguration;
import java.util.Arrays;

/**
 * What a decoder is given. Immutable once it is filled; the arrays are owned by the record.
 *
 * @param latents {@code float[count, D]}
 * @param labels {@code float[count, K]}, one for each of the configuration's conditions in their order; K is 0 for an unconditional network
 */
@SuppressWarnings("ArrayRecordComponent") // Handed to the decoder and never compared.
record DecoderInputs(float[] latents, float[] labels, int count) {
    /** To be filled. */
    static DecoderInputs of(TrainingConfiguration configuration, int count) {
        int conditions = configuration.conditions().size();
        return new DecoderInputs(new float[count * configuration.latents()], new float[count * conditions], count);
    }

    /** A copy of numbers {@code from} to {@code to}. */
    DecoderInputs part(int from, int to) {
        int dimension = latents.length / count;
        int conditions = labels.length / count;
        return new DecoderInputs(
                Arrays.copyOfRange(latents, from * dimension, to * dimension),
                Arrays.copyOfRange(labels, from * conditions, to * conditions),
                to - from);
    }

    /** Sets number {@code index}. */
    void put(int index, float[] latent, float[] own) {
        System.arraycopy(latent, 0, latents, index * latent.length, latent.length);
        System.arraycopy(own, 0, labels, index * own.length, own.length);
    }
}
