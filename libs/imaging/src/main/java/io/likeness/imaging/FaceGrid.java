package io.likeness.imaging;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.List;

/**
 * Faces side by side in one picture, row by row. Immutable, safe for threads.
 *
 * @param columns faces per row, at least 1
 * @param padding pixels around and between faces, 0 or more
 * @param scale each face is drawn {@code scale} times as large, smoothly; 1 keeps its pixels as they are
 * @param background grey value 0 to 255 of the padding and of missing faces
 */
public record FaceGrid(int columns, int padding, int scale, int background) {
    /** @throws IllegalArgumentException if a component is out of range */
    public FaceGrid {
        require("columns", columns, 1, 1_000);
        require("padding", padding, 0, 256);
        require("scale", scale, 1, 16);
        require("background", background, 0, 255);
    }

    /** The grid that holds {@code count} faces as squarely as it can: two pixels of white between, no enlargement. */
    public static FaceGrid squareFor(int count) {
        int columns = (int) Math.ceil(Math.sqrt(Math.max(1, count)));
        return new FaceGrid(columns, 2, 1, 255);
    }

    /** The same grid with each face {@code scale} times as large. */
    public FaceGrid enlarged(int scale) {
        return new FaceGrid(columns, padding, scale, background);
    }

    /**
     * Draws {@code faces}: {@code TYPE_BYTE_GRAY} for grey ones, whose samples are the faces' bytes, else
     * {@code TYPE_3BYTE_BGR}.
     *
     * @throws IllegalArgumentException if there is no face, or shapes differ
     */
    public BufferedImage draw(List<ImageTensor> faces) {
        TensorShape shape = commonShape(faces);
        int side = shape.side() * scale;
        int rows = (faces.size() + columns - 1) / columns;
        BufferedImage picture = blank(shape.channels(), extent(columns, side), extent(rows, side));
        for (int k = 0; k < faces.size(); k++) {
            int left = extent(k % columns, side);
            int top = extent(k / columns, side);
            place(picture.getRaster(), left, top, side, enlarge(faces.get(k), side));
        }
        return picture;
    }

    /** Pixels that {@code faces} of a side take beside each other, paddings included. */
    int extent(int faces, int side) {
        return padding + faces * (side + padding);
    }

    private BufferedImage blank(int channels, int width, int height) {
        BufferedImage picture = new BufferedImage(
                width, height, channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        int[] row = new int[width * channels];
        Arrays.fill(row, background);
        for (int y = 0; y < height; y++) {
            picture.getRaster().setPixels(0, y, width, 1, row);
        }
        return picture;
    }

    static byte[] enlarge(ImageTensor face, int side) {
        TensorShape shape = face.shape();
        return side == shape.side()
                ? face.shared()
                : PlaneResize.of(face.shared(), shape.side(), shape.side(), shape.channels(), side, side);
    }

    private static void place(WritableRaster target, int left, int top, int side, byte[] planes) {
        int[] samples = new int[side * side];
        for (int band = 0; band < target.getNumBands(); band++) {
            for (int k = 0; k < samples.length; k++) {
                samples[k] = planes[band * samples.length + k] & 0xff;
            }
            target.setSamples(left, top, side, side, band, samples);
        }
    }

    private static TensorShape commonShape(List<ImageTensor> faces) {
        if (faces.isEmpty()) {
            throw new IllegalArgumentException("faces: expected at least 1, found 0");
        }
        TensorShape shape = faces.getFirst().shape();
        for (ImageTensor face : faces) {
            if (!face.shape().equals(shape)) {
                throw new IllegalArgumentException("faces: expected all of " + shape + ", found " + face.shape());
            }
        }
        return shape;
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": expected " + least + " to " + most + ", found " + value);
        }
    }
}
