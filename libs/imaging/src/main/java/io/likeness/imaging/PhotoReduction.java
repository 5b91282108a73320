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
            int[] sums = new int[COLOURS * packed.length];
            for (int k = 0; k < factor; k++) {
                rows.add(row * factor + k, packed, sums);
            }
            means(sums, factor, target, row * width * COLOURS);
        }
        return reduced;
    }

    private static void means(int[] sums, int factor, byte[] target, int at) {
        int count = factor * factor;
        for (int x = 0; x < sums.length; x += factor * COLOURS) {
            for (int colour = 0; colour < COLOURS; colour++) {
                int sum = 0;
                for (int k = 0; k < factor; k++) {
                    sum += sums[x + k * COLOURS + colour];
                }
                target[at++] = (byte) ((2 * sum + count) / (2 * count));
            }
        }
    }
}
