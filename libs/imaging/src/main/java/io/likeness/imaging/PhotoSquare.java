package io.likeness.imaging;

import java.awt.image.BufferedImage;

/**
 * A square of an upright photo, which may reach beyond its edges.
 *
 * @param left first column, in pixels of the upright photo; negative where the square begins before it
 * @param top first row
 * @param side in pixels, at least 1
 */
public record PhotoSquare(int left, int top, int side) {
    /** @throws IllegalArgumentException if the square is empty */
    public PhotoSquare {
        if (side < 1) {
            throw new IllegalArgumentException("square: expected a side of at least 1 pixel, found " + side);
        }
    }

    /** What lies beyond the photo. */
    public enum Beyond {
        BLACK,
        /** The photo's edge, continued. */
        EDGE
    }

    /** Columns of a photo as people see it. */
    public static int width(BufferedImage photo, Orientation orientation) {
        return orientation.uprightWidth(photo.getWidth(), photo.getHeight());
    }

    /** Rows of a photo as people see it. */
    public static int height(BufferedImage photo, Orientation orientation) {
        return orientation.uprightHeight(photo.getWidth(), photo.getHeight());
    }

    /**
     * The square, resized as {@link Framing} does. Where it reaches beyond the photo, the photo's edge is rounded to a pixel of the result.
     *
     * @throws IllegalArgumentException if the square lies beside the photo
     */
    public ImageTensor cut(BufferedImage photo, Orientation orientation, TensorShape shape, Beyond beyond) {
        CropBox inside = inside(width(photo, orientation), height(photo, orientation));
        CropBox target = scaled(inside, shape.side());
        CropBox stored = orientation.stored(inside, photo.getWidth(), photo.getHeight());
        CropBox place = orientation.stored(target, shape.side(), shape.side());
        byte[] patch =
                Framing.resized(PhotoRows.of(photo, stored), stored, shape.channels(), place.width(), place.height());
        byte[] canvas = new byte[shape.size()];
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int row = 0; row < place.height(); row++) {
                int from = (channel * place.height() + row) * place.width();
                int to = channel * shape.area() + (place.top() + row) * shape.side() + place.left();
                System.arraycopy(patch, from, canvas, to, place.width());
            }
        }
        if (beyond == Beyond.EDGE) {
            continueEdges(canvas, place, shape);
        }
        return ImageTensor.owning(shape, orientation.turn(canvas, shape));
    }

    private CropBox inside(int width, int height) {
        int right = Math.min(width, left + side);
        int bottom = Math.min(height, top + side);
        int x = Math.max(0, left);
        int y = Math.max(0, top);
        if (right <= x || bottom <= y) {
            throw new IllegalArgumentException(
                    "square: expected one that meets a photo of " + width + "x" + height + ", found " + this);
        }
        return new CropBox(x, y, right - x, bottom - y);
    }

    /** Where that part of the square lies in a result of so many pixels; at least one of them. */
    private CropBox scaled(CropBox part, int pixels) {
        double scale = (double) pixels / side;
        int x = Math.min(pixels - 1, (int) Math.round((part.left() - left) * scale));
        int y = Math.min(pixels - 1, (int) Math.round((part.top() - top) * scale));
        int right = Math.max(x + 1, (int) Math.round((part.left() + part.width() - left) * scale));
        int bottom = Math.max(y + 1, (int) Math.round((part.top() + part.height() - top) * scale));
        return new CropBox(x, y, Math.min(pixels, right) - x, Math.min(pixels, bottom) - y);
    }

    private static void continueEdges(byte[] canvas, CropBox place, TensorShape shape) {
        int side = shape.side();
        for (int plane = 0; plane < canvas.length; plane += shape.area()) {
            for (int row = 0; row < side; row++) {
                int y = Math.clamp(row, place.top(), place.top() + place.height() - 1);
                for (int column = 0; column < side; column++) {
                    int x = Math.clamp(column, place.left(), place.left() + place.width() - 1);
                    canvas[plane + row * side + column] = canvas[plane + y * side + x];
                }
            }
        }
    }
}
