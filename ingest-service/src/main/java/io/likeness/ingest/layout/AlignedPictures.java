package io.likeness.ingest.layout;

import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.FaceFrame;
import java.util.Optional;

/**
 * Pictures of which each has its eyes at about the same place, measured as means over a dataset's pictures.
 *
 * @param width of a picture, in any unit
 * @param height in the same unit
 * @param leftX of the left eye, in the same unit, as all that follow
 */
record AlignedPictures(double width, double height, double leftX, double leftY, double rightX, double rightY) {
    /** Where the eyes are in what a crop cuts out; absent where it leaves one of them outside. */
    Optional<FaceFrame> frame(CentreCrop crop) {
        double side = crop.pixels() * Math.min(width, height) / crop.of();
        double left = (width - side) / 2;
        double top = (height - side) / 2;
        boolean inside = leftX > left
                && rightX < left + side
                && Math.min(leftY, rightY) > top
                && Math.max(leftY, rightY) < top + side;
        return inside
                ? Optional.of(new FaceFrame(
                        (leftX - left) / side,
                        (leftY - top) / side,
                        (rightX - left) / side,
                        (rightY - top) / side,
                        false))
                : Optional.empty();
    }
}
