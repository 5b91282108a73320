package io.likeness.imaging;

/**
 * A rectangle of a photo, in pixels from its top left corner.
 *
 * @param left first column
 * @param top first row
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record CropBox(int left, int top, int width, int height) {
    /** @throws IllegalArgumentException if the rectangle is empty or starts before the photo */
    public CropBox {
        if (left < 0 || top < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("crop box: expected a rectangle inside the photo, found " + left + ","
                    + top + " " + width + "x" + height);
        }
    }

    /** An odd margin leaves the smaller half right and below, as torchvision's centre crop of CelebA does. */
    static CropBox centred(int side, int width, int height) {
        return new CropBox((width - side + 1) / 2, (height - side + 1) / 2, side, side);
    }
}
