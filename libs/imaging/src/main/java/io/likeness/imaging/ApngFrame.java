package io.likeness.imaging;

import java.awt.image.BufferedImage;

/**
 * One frame of an animated PNG, compressed already, so that a growing animation compresses each frame once. Immutable, safe for
 * threads.
 */
public final class ApngFrame {
    /** What the format's 16 bits of thousandths hold. */
    private static final int LONGEST = 65_535;

    private final int width;
    private final int height;
    private final int channels;
    private final byte[] packed;
    private final int milliseconds;

    private ApngFrame(int width, int height, int channels, byte[] packed, int milliseconds) {
        if (milliseconds < 0 || milliseconds > LONGEST) {
            throw new IllegalArgumentException("milliseconds: expected 0 to " + LONGEST + ", found " + milliseconds);
        }
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.packed = packed;
        this.milliseconds = milliseconds;
    }

    /**
     * Compresses a picture.
     *
     * @param picture of type {@code TYPE_BYTE_GRAY} or of 8-bit sRGB; alpha is not kept
     * @param milliseconds how long it is shown, 0 to 65,535
     * @throws IllegalArgumentException if the picture is of another kind, or the time out of range
     */
    public static ApngFrame of(BufferedImage picture, int milliseconds) {
        PngPixels pixels = PngPixels.of(picture);
        return new ApngFrame(pixels.width(), pixels.height(), pixels.channels(), pixels.packed(), milliseconds);
    }

    /** The same picture, shown for another time. */
    public ApngFrame lasting(int otherMilliseconds) {
        return new ApngFrame(width, height, channels, packed, otherMilliseconds);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int channels() {
        return channels;
    }

    int milliseconds() {
        return milliseconds;
    }

    /** The array itself, for readers inside the package. */
    byte[] packed() {
        return packed;
    }

    boolean fits(ApngFrame other) {
        return width == other.width && height == other.height && channels == other.channels;
    }

    @Override
    public String toString() {
        return width + " x " + height + " x " + channels;
    }
}
