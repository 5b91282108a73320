package io.likeness.imaging;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Makes a photo smaller by a whole factor, quickly: each pixel is the mean of a square of the photo's. Stateless. */
public final class PhotoReduction {
    private static final int COLOURS = 3;

    private PhotoReduction() {}

    /**
     * The photo in opaque colours, stored as it is; columns and rows that fill no pixel are left out.
     *
     * @param factor at least 1 and at most the photo's shorter side
     */
    public static BufferedImage by(int factor, BufferedImage photo) {
        int width = photo.getWidth() / factor;
        int height = photo.getHeight() / factor;
        PhotoRows rows = PhotoRows.of(photo, new CropBox(0, 0, width * factor, height * factor));
        BufferedImage reduced = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] target = ((DataBufferByte) reduced.getRaster().getDataBuffer()).getData();
        int[] packed = new int[width * factor];
        for (int row = 0; row < height; row++) {
            int[] sums = new int[width * COLOURS];
            for (int k = 0; k < factor; k++) {
                rows.read(row * factor + k, packed);
                add(packed, factor, sums);
            }
            int count = factor * factor;
            for (int i = 0; i < sums.length; i++) {
                target[row * sums.length + i] = (byte) ((2 * sums[i] + count) / (2 * count));
            }
        }
        return reduced;
    }

    private static void add(int[] packed, int factor, int[] sums) {
        int at = 0;
        for (int i = 0; i < sums.length; i += COLOURS) {
            int red = 0;
            int green = 0;
            int blue = 0;
            for (int end = at + factor; at < end; at++) {
                red += packed[at] >> 16 & 0xff;
                green += packed[at] >> 8 & 0xff;
                blue += packed[at] & 0xff;
            }
            sums[i] += blue;
            sums[i + 1] += green;
            sums[i + 2] += red;
        }
    }
}
