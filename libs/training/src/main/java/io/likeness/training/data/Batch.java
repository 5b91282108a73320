package io.likeness.training.data;

/**
 * Images of one step. The arrays belong to the source that gave it: they are valid until the next batch is asked for.
 *
 * @param images {@code float[at least count, C, S, S]} in [0, 1]
 * @param labels their conditions, {@code float[at least count, K]}; K is 0 for an unconditional network
 * @param count 1 or more
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from the source to one step and never compared.
public record Batch(float[] images, float[] labels, int count) {}
