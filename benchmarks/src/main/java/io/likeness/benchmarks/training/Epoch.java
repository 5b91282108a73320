package io.likeness.benchmarks.training;

import org.jspecify.annotations.Nullable;

/**
 * What a training answers to {@code epoch}.
 *
 * @param trainLoss mean over the epoch's images as they were trained
 * @param validationLoss mean over the validation images, with the weights at the epoch's end
 * @param imagesPerSecond of training, without validation
 * @param anonymousBytes resident in the training process and backed by no file; absent from the peer
 */
record Epoch(
        double trainLoss,
        double validationLoss,
        double imagesPerSecond,
        @Nullable Long anonymousBytes) {}
