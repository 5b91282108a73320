package io.likeness.imaging;

/**
 * Shape {@code [C, S, S]} of one face: channels first, rows top to bottom, square.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param side pixels per row and per column, 1 to 4,096
 */
public record TensorShape(int channels, int side) {
    private static final int LARGEST_SIDE = 4_096;

    /** @throws IllegalArgumentException if a component is out of range */
    public TensorShape {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels: expected 1 or 3, found " + channels);
        }
        if (side < 1 || side > LARGEST_SIDE) {
            throw new IllegalArgumentException("side: expected 1 to " + LARGEST_SIDE + ", found " + side);
        }
    }

    /** Pixels of one channel, {@code S * S}. */
    public int area() {
        return side * side;
    }

    /** Values of the whole tensor, {@code C * S * S}. */
    public int size() {
        return channels * area();
    }
}
