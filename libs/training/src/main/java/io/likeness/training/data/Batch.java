package io.likeness.training.data;

/**
 * Images of one step. The array belongs to the source that gave it: it is valid until the next batch is asked for.
 *
 * @param images {@code float[at least count, C, S, S]} in [0, 1]
 * @param count 1 or more
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from the source to one step and never compared.
public record Batch(float[] images, int count) {}
