package io.likeness.imaging.photo;

import java.awt.color.ColorSpace;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/**
 * How a photo is decoded within a budget of memory. The heap it takes is known from its header, and a photo that would take too
 * much is thinned out while it is read.
 *
 * @param period every how many-th column and row is kept; 1 keeps all
 * @param bytes heap that decoding and framing take
 */
record DecodingPlan(int period, long bytes) {
    /** Converting other colours than sRGB takes a second copy, of packed integers. */
    private static final int CONVERTED_BYTES = 4;

    /**
     * The whole photo if it fits, or else the least thinning with which it does.
     *
     * @param leastSide of the thinned photo; where that is reached, the plan may exceed the budget
     */
    static DecodingPlan of(PhotoFormat format, ImageReader reader, long budget, long leastSide) throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        long pixelBytes = pixelBytes(reader.getImageTypes(0).next());
        long fixed = scratchBytes(format, reader, pixelBytes);
        int period = 1;
        while (bytes(width, height, period, pixelBytes) + fixed > budget
                && Math.min(width, height) / (period + 1) >= leastSide) {
            period++;
        }
        return new DecodingPlan(period, bytes(width, height, period, pixelBytes) + fixed);
    }

    private static long bytes(long width, long height, int period, long pixelBytes) {
        return Math.ceilDiv(width, period) * Math.ceilDiv(height, period) * pixelBytes;
    }

    private static long pixelBytes(ImageTypeSpecifier type) {
        SampleModel layout = type.getSampleModel();
        long stored = (long) layout.getNumDataElements() * DataBuffer.getDataTypeSize(layout.getDataType()) / Byte.SIZE;
        ColorSpace colours = type.getColorModel().getColorSpace();
        boolean plain = colours.isCS_sRGB() || colours.getType() == ColorSpace.TYPE_GRAY;
        return plain ? stored : stored + CONVERTED_BYTES;
    }

    /** Pixels of a strip or tile, which is held as it is stored, and expanded. What a file claims of a strip beyond its end is nothing. */
    private static long partOf(ImageReader reader) throws IOException {
        long width = reader.getTileWidth(0);
        long height = reader.getTileHeight(0);
        if (width < 1 || height < 1) {
            throw new IOException("tiles of %d x %d pixels".formatted(width, height));
        }
        boolean strips = width == reader.getWidth(0);
        return width * (strips ? Math.min(height, reader.getHeight(0)) : height);
    }

    /** Bytes of heap that a reader fills for a file, however few pixels it hands out. */
    private static long scratchBytes(PhotoFormat format, ImageReader reader, long pixelBytes) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        return switch (format) {
            case JPEG, PNG, GIF, PNM -> 0;
            case BMP -> pixels;
            case TIFF -> Math.multiplyExact(2 * pixelBytes, partOf(reader));
            // Measured: 9 million pixels need between 192 and 256 MiB.
            case WEBP -> 28 * pixels;
        };
    }
}
