package io.likeness.ingest.dataset;

import io.likeness.contracts.dataset.RefusedThumbnails;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.PngWriter;

/**
 * What a file shows that becomes no image of the dataset.
 *
 * @param sha256 of the file
 */
record Picture(String sha256, ImageTensor pixels) {
    byte[] thumbnail() {
        int side = Math.min(RefusedThumbnails.MOST_SIDE, pixels.shape().side());
        return PngWriter.write(pixels.resized(side));
    }
}
