package io.likeness.imaging;

import java.awt.image.BufferedImage;

/**
 * Cuts faces out of photos so that their eyes are where they should be: turned, scaled and moved, never bent. Immutable, safe for threads.
 *
 * @param frame where the eyes are to be, in shares of the side
 * @param shape of the result
 */
public record EyeAlignment(Eyes frame, TensorShape shape) {
    /** Pixels in one dimension that are averaged for one of the result. */
    private static final int SAMPLES = 2;

    /** Of a photo that is read as large as it is, so many pixels are kept for one of the result before it is turned. */
    private static final int DETAIL = 2;

    private static final int LARGEST_SIDE = 4_096;

    /**
     * The face {@code uint8[C, S, S]}. Where it reaches beyond the photo, the photo's edge is continued.
     *
     * @param eyes in pixels of the upright photo
     * @throws IllegalArgumentException if the face lies beside the photo
     */
    public ImageTensor apply(BufferedImage photo, Orientation orientation, Eyes eyes) {
        Mapping mapping = Mapping.of(frame.seenFrom(0, 0, shape.side()), eyes);
        PhotoSquare square = mapping.around(shape.side());
        int side = (int) Math.clamp(
                Math.ceil(DETAIL * square.side() / mapping.scale()), 1, Math.min(square.side(), LARGEST_SIDE));
        ImageTensor patch =
                square.cut(photo, orientation, new TensorShape(shape.channels(), side), PhotoSquare.Beyond.EDGE);
        return ImageTensor.owning(shape, warped(patch, mapping, square));
    }

    private byte[] warped(ImageTensor patch, Mapping mapping, PhotoSquare square) {
        int side = shape.side();
        double scale = (double) patch.shape().side() / square.side();
        byte[] values = new byte[shape.size()];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    double sum = 0;
                    for (int sample = 0; sample < SAMPLES * SAMPLES; sample++) {
                        double x = column + (sample % SAMPLES + 0.5) / SAMPLES;
                        double y = row + (sample / SAMPLES + 0.5) / SAMPLES;
                        sum += bilinear(
                                patch,
                                channel,
                                (mapping.x(x, y) - square.left()) * scale,
                                (mapping.y(x, y) - square.top()) * scale);
                    }
                    values[channel * shape.area() + row * side + column] = (byte) Math.round(sum / (SAMPLES * SAMPLES));
                }
            }
        }
        return values;
    }

    private static double bilinear(ImageTensor patch, int channel, double x, double y) {
        int last = patch.shape().side() - 1;
        double left = Math.clamp(x - 0.5, 0, last);
        double top = Math.clamp(y - 0.5, 0, last);
        int column = (int) left;
        int row = (int) top;
        int nextColumn = Math.min(last, column + 1);
        int nextRow = Math.min(last, row + 1);
        double across = left - column;
        double upper =
                patch.value(channel, row, column) * (1 - across) + patch.value(channel, row, nextColumn) * across;
        double lower = patch.value(channel, nextRow, column) * (1 - across)
                + patch.value(channel, nextRow, nextColumn) * across;
        return upper + (lower - upper) * (top - row);
    }

    /** From the result's pixels to the photo's: {@code (x, y)} goes to {@code (ax - by + e, bx + ay + f)}. */
    private record Mapping(double a, double b, double e, double f) {
        static Mapping of(Eyes from, Eyes to) {
            double fromX = from.rightX() - from.leftX();
            double fromY = from.rightY() - from.leftY();
            double toX = to.rightX() - to.leftX();
            double toY = to.rightY() - to.leftY();
            double squared = fromX * fromX + fromY * fromY;
            double a = (toX * fromX + toY * fromY) / squared;
            double b = (toY * fromX - toX * fromY) / squared;
            return new Mapping(
                    a,
                    b,
                    to.leftX() - a * from.leftX() + b * from.leftY(),
                    to.leftY() - b * from.leftX() - a * from.leftY());
        }

        double x(double x, double y) {
            return a * x - b * y + e;
        }

        double y(double x, double y) {
            return b * x + a * y + f;
        }

        double scale() {
            return Math.hypot(a, b);
        }

        /** The upright square around the turned one that the result is. */
        PhotoSquare around(int side) {
            double half = (Math.abs(a) + Math.abs(b)) * side / 2;
            double middle = side / 2.0;
            int left = (int) Math.floor(x(middle, middle) - half);
            int top = (int) Math.floor(y(middle, middle) - half);
            return new PhotoSquare(left, top, (int) Math.ceil(2 * half) + 1);
        }
    }
}
