package io.likeness.imaging.photo;

/**
 * What an image may measure.
 *
 * @param pixels most pixels, checked in the header before anything is decoded
 * @param leastSide least width and height in pixels
 * @param decodedBytes most heap that images fill at once while they are decoded and framed
 */
public record PhotoLimits(long pixels, int leastSide, long decodedBytes) {
    /** @throws IllegalArgumentException naming the component as a configuration's key would */
    public PhotoLimits {
        require("pixels", pixels, 1, Integer.MAX_VALUE);
        require("least-side", leastSide, 1, 4_096);
        require("decoded-bytes", decodedBytes, 1 << 20, 64L << 30);
    }

    private static void require(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "limits.%s: expected %d to %d, found %d".formatted(key, least, most, value));
        }
    }
}
