package io.likeness.imaging;

/**
 * How a stored photo is turned upright: the eight values of EXIF's Orientation tag (0x0112), in its order. Thread-safe.
 */
public enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    ROTATED_180(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    ROTATED_90(true, false, true),
    TRANSVERSED(true, true, true),
    ROTATED_270(true, true, false);

    /** The upright pixel (x, y) is the stored pixel (x, y), or (y, x) if transposed, each then counted from the far end. */
    private final boolean transposed;

    private final boolean fromRight;
    private final boolean fromBottom;

    Orientation(boolean transposed, boolean fromRight, boolean fromBottom) {
        this.transposed = transposed;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    /** The orientation with EXIF code 1 to 8; any other code, which cameras do write, means {@link #UPRIGHT}. */
    public static Orientation ofExif(int code) {
        return code >= 1 && code <= 8 ? values()[code - 1] : UPRIGHT;
    }

    /** Width of the upright photo. */
    int uprightWidth(int width, int height) {
        return transposed ? height : width;
    }

    /** Height of the upright photo. */
    int uprightHeight(int width, int height) {
        return transposed ? width : height;
    }

    /** The stored rectangle that shows as {@code upright}, in a stored photo of {@code width x height}. */
    CropBox stored(CropBox upright, int width, int height) {
        int left = transposed ? upright.top() : upright.left();
        int top = transposed ? upright.left() : upright.top();
        int boxWidth = transposed ? upright.height() : upright.width();
        int boxHeight = transposed ? upright.width() : upright.height();
        return new CropBox(
                fromRight ? width - left - boxWidth : left,
                fromBottom ? height - top - boxHeight : top,
                boxWidth,
                boxHeight);
    }

    /** Turns a stored {@code uint8[C, S, S]} upright. */
    byte[] turn(byte[] values, TensorShape shape) {
        if (this == UPRIGHT) {
            return values;
        }
        int side = shape.side();
        byte[] upright = new byte[values.length];
        for (int plane = 0; plane < values.length; plane += shape.area()) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    upright[plane + y * side + x] = values[plane + index(x, y, side)];
                }
            }
        }
        return upright;
    }

    private int index(int x, int y, int side) {
        int column = transposed ? y : x;
        int row = transposed ? x : y;
        return (fromBottom ? side - 1 - row : row) * side + (fromRight ? side - 1 - column : column);
    }
}
