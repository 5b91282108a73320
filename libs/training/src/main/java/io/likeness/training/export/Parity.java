package io.likeness.training.export;

/**
 * How far the network and ONNX Runtime are apart on the same weights.
 *
 * @param imageError greatest absolute difference of a pixel in [0, 1]
 * @param latentError greatest difference of a latent, divided by the greatest absolute number of its vector
 */
public record Parity(double imageError, double latentError) {}
