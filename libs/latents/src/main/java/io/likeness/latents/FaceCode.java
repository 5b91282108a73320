package io.likeness.latents;

/**
 * A face before it is decoded. Owns its arrays: callers neither change what they pass nor what they get.
 *
 * @param latent {@code float[D]}
 * @param conditions {@code float[K]}, values of the labels that the networks take, in [-1, 1]; empty for an unconditional model
 */
@SuppressWarnings("ArrayRecordComponent") // A few numbers on their way to a tensor, never compared.
public record FaceCode(float[] latent, float[] conditions) {}
