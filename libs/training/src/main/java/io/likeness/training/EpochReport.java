package io.likeness.training;

/**
 * One pass over the training images.
 *
 * @param epoch 1-based
 * @param trainLoss mean squared error per value in [0, 1], mean over the epoch's images as they were trained
 * @param validationLoss the same over the validation images, with the weights at the epoch's end
 * @param imagesPerSecond of training, without validation
 * @param seconds of training and validation
 */
public record EpochReport(int epoch, double trainLoss, double validationLoss, double imagesPerSecond, double seconds) {}
