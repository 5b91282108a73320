package io.likeness.benchmarks.training;

import org.jspecify.annotations.Nullable;

/**
 * What a training answers to {@code test}: how well the weights of the epoch with the lowest validation loss reconstruct the test images.
 *
 * @param meanSquaredError per value in [0, 1]
 * @param structuralSimilarity mean, up to 1; absent where it was not measured
 */
record Quality(double meanSquaredError, @Nullable Double structuralSimilarity) {}
