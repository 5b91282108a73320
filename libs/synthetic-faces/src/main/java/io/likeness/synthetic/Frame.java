package io.likeness.synthetic;

/**
 * The picture's size and what it shows. Faces are placed as in aligned CelebA: in a frame of 178 x 218 pixels the eyes
 * are 39 pixels apart around (88.5, 112), and the square frame is the centre 140 of it.
 *
 * @param width pixels per row, 16 to 1,024
 * @param height pixels per column, 16 to 1,024
 * @param span how much of the aligned frame's 178 pixels the width shows, 140 or 178
 */
public record Frame(int width, int height, int span) {
    private static final double EYE_DISTANCE = 39;
    private static final double EYE_ROW = 112 - 109;

    /** @throws IllegalArgumentException if a component is out of range */
    public Frame {
        if (width < 16 || width > 1_024 || height < 16 || height > 1_024) {
            throw new IllegalArgumentException(
                    "frame: expected sides of 16 to 1024 pixels, found " + width + "x" + height);
        }
        if (span != 140 && span != 178) {
            throw new IllegalArgumentException("span: expected 140 or 178, found " + span);
        }
    }

    /** The face alone: CelebA's centre 140, at {@code side x side} pixels. */
    public static Frame square(int side) {
        return new Frame(side, side, 140);
    }

    /** The whole aligned frame, 218 / 178 as high as it is wide: 178 gives CelebA's size, 89 half of it. */
    public static Frame aligned(int width) {
        return new Frame(width, (2 * width * 218 / 178 + 1) / 2, 178);
    }

    /** Distances of eyes per pixel. */
    double step() {
        return span / (EYE_DISTANCE * width);
    }

    double left() {
        return -step() * width / 2;
    }

    double top() {
        return -step() * height / 2 - EYE_ROW / EYE_DISTANCE;
    }
}
