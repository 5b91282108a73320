package io.likeness.synthetic;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/**
 * A drawn face: {@code uint8[height, width, 3]}, interleaved red, green, blue in sRGB, rows top to bottom, with what is
 * known about it. Immutable: the array is copied in and out.
 *
 * @param frame size of the picture
 * @param rgb the pixels
 * @param attributes what was drawn
 */
public record DrawnFace(Frame frame, byte[] rgb, FaceAttributes attributes) {
    /** @throws IllegalArgumentException if {@code rgb} does not have 3 bytes a pixel */
    public DrawnFace {
        int expected = 3 * frame.width() * frame.height();
        if (rgb.length != expected) {
            throw new IllegalArgumentException("rgb: expected " + expected + " bytes, found " + rgb.length);
        }
        rgb = rgb.clone();
    }

    @Override
    public byte[] rgb() {
        return rgb.clone();
    }

    /** Grey {@code uint8[height, width]}: BT.601 luma, rounded. */
    public byte[] grey() {
        byte[] grey = new byte[rgb.length / 3];
        for (int k = 0; k < grey.length; k++) {
            int luma = 299 * (rgb[3 * k] & 0xff) + 587 * (rgb[3 * k + 1] & 0xff) + 114 * (rgb[3 * k + 2] & 0xff);
            grey[k] = (byte) ((luma + 500) / 1_000);
        }
        return grey;
    }

    /** A new picture of type {@code TYPE_3BYTE_BGR}. */
    public BufferedImage image() {
        BufferedImage image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int k = 0; k < bgr.length; k += 3) {
            bgr[k] = rgb[k + 2];
            bgr[k + 1] = rgb[k + 1];
            bgr[k + 2] = rgb[k];
        }
        return image;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DrawnFace that
                && frame.equals(that.frame)
                && attributes.equals(that.attributes)
                && Arrays.equals(rgb, that.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * attributes.hashCode() + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "DrawnFace[" + frame + ", " + attributes + "]";
    }
}
