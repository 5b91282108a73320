package io.likeness.training.judge;

/**
 * What one graph learns from in a step.
 *
 * @param images {@code float[count, 1, 64, 64]} in [0, 1]
 * @param kept dropout on the flattened convolutions, {@code float[count, F]}: 0, or 1 / the share that is kept
 * @param signs {@code float[count, K]}: 1 where a face has the attribute, else -1
 * @param importance {@code float[count, K]}: how much it counts
 */
@SuppressWarnings("ArrayRecordComponent") // Handed to one step and never compared.
record JudgeBatch(int count, float[] images, float[] kept, float[] signs, float[] importance) {}
