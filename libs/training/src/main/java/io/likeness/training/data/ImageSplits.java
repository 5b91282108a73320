package io.likeness.training.data;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;

/**
 * The three parts of a dataset.
 *
 * @param train at least one image
 * @param validation at least one image: it picks the best epoch
 * @param test may be empty: it only reports
 */
public record ImageSplits(ImageCache train, ImageCache validation, ImageCache test) {
    public ImageSplits {
        requireImages("train", train);
        requireImages("validation", validation);
    }

    private static void requireImages(String split, ImageCache cache) {
        if (cache.count() == 0) {
            throw new LikenessException(
                    ErrorCode.DATASET_UNUSABLE, split + ": expected at least one image, found none");
        }
    }
}
