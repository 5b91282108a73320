package io.likeness.imaging;

import java.awt.image.BufferedImage;

/**
 * From a decoded photo to the tensor of its face: turn upright, crop, make grey if asked, resize with antialiasing.
 *
 * <p>Grey is {@code 0.299 R + 0.587 G + 0.114 B} of the sRGB values (ITU-R BT.601), rounded, before the resize.
 * Transparent pixels lie on mid-grey (128). Grey files keep their stored values, 16 bits are rounded to 8, other
 * colour spaces are converted to sRGB. The resize is the triangle filter of {@link Resampling}. Immutable, safe for
 * threads.
 *
 * @param crop which part of the upright photo
 * @param shape shape of the result
 */
public record Framing(Crop crop, TensorShape shape) {
    /** {@link #apply(BufferedImage, Orientation)} of a photo stored upright. */
    public ImageTensor apply(BufferedImage photo) {
        return apply(photo, Orientation.UPRIGHT);
    }

    /** The face {@code uint8[C, S, S]}; {@code photo} is only read. */
    public ImageTensor apply(BufferedImage photo, Orientation orientation) {
        int width = photo.getWidth();
        int height = photo.getHeight();
        CropBox upright = crop.box(orientation.uprightWidth(width, height), orientation.uprightHeight(width, height));
        CropBox stored = orientation.stored(upright, width, height);
        // A square resized and then turned is the same square turned and then resized, and far cheaper.
        byte[] values = resized(PhotoRows.of(photo, stored), stored, shape.channels(), shape.side(), shape.side());
        return ImageTensor.owning(shape, orientation.turn(values, shape));
    }

    /** A rectangle of a photo as {@code uint8[channels, height, width]}. */
    static byte[] resized(PhotoRows rows, CropBox box, int channels, int width, int height) {
        PlaneResize resize = new PlaneResize(box.width(), box.height(), channels, width, height);
        int[] packed = new int[box.width()];
        float[][] planes = new float[channels][box.width()];
        for (int row = 0; row < box.height(); row++) {
            rows.read(row, packed);
            split(packed, planes);
            resize.add(row, planes);
        }
        return resize.finish();
    }

    private static void split(int[] packed, float[][] planes) {
        if (planes.length == 1) {
            float[] grey = planes[0];
            for (int x = 0; x < packed.length; x++) {
                grey[x] = Luma.of(packed[x]);
            }
            return;
        }
        for (int channel = 0; channel < planes.length; channel++) {
            float[] plane = planes[channel];
            int shift = 16 - 8 * channel;
            for (int x = 0; x < packed.length; x++) {
                plane[x] = (packed[x] >> shift) & 0xff;
            }
        }
    }
}
