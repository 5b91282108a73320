package io.likeness.imaging;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.Deflater;

/**
 * Writes 8-bit grey or RGB PNG files with text chunks, byte for byte the same for the same input.
 *
 * <p>The bytes depend on the pixels, the text, and the zlib that the JDK is built with (each row's filter is chosen by
 * the smallest sum of absolute differences, compression level 6, no time stamp). Stateless, safe for threads. (Portable
 * Network Graphics Specification, third edition, W3C 2025.)
 */
public final class PngWriter {
    private static final int LEVEL = 6;

    private PngWriter() {}

    /** One face as a PNG file without text. */
    public static byte[] write(ImageTensor face) {
        return write(face, Map.of());
    }

    /**
     * One face as a PNG file.
     *
     * @param text keywords (1 to 79 printable ASCII characters) and values, written in the map's order before the
     *     pixels; a value outside Latin-1 becomes an iTXt chunk in UTF-8, the others tEXt
     * @throws IllegalArgumentException if a keyword is not allowed
     */
    public static byte[] write(ImageTensor face, Map<String, String> text) {
        TensorShape shape = face.shape();
        return write(shape.side(), shape.side(), shape.channels(), interleave(face), text);
    }

    /**
     * A grid, or any picture of type {@code TYPE_BYTE_GRAY} or of 8-bit sRGB; alpha is not kept.
     *
     * @throws IllegalArgumentException if the picture is of another kind, or a keyword is not allowed
     */
    public static byte[] write(BufferedImage picture, Map<String, String> text) {
        int channels = picture.getType() == BufferedImage.TYPE_BYTE_GRAY ? 1 : 3;
        Raster raster = picture.getRaster();
        if (raster.getNumBands() < channels || picture.getColorModel().getComponentSize(0) != 8) {
            throw new IllegalArgumentException("picture: expected 8-bit grey or RGB, found " + picture.getColorModel());
        }
        int width = picture.getWidth();
        byte[] pixels = new byte[width * picture.getHeight() * channels];
        for (int band = 0; band < channels; band++) {
            int[] samples = raster.getSamples(0, 0, width, picture.getHeight(), band, (int[]) null);
            for (int k = 0; k < samples.length; k++) {
                pixels[k * channels + band] = (byte) samples[k];
            }
        }
        return write(width, picture.getHeight(), channels, pixels, text);
    }

    private static byte[] write(int width, int height, int channels, byte[] pixels, Map<String, String> text) {
        PngChunks file = new PngChunks();
        file.header(width, height, channels);
        text.forEach(file::text);
        file.data(deflate(PngFilter.apply(pixels, width * channels, height, channels)));
        return file.finish();
    }

    private static byte[] interleave(ImageTensor face) {
        byte[] planes = face.shared();
        int channels = face.shape().channels();
        if (channels == 1) {
            return planes;
        }
        int area = face.shape().area();
        byte[] pixels = new byte[planes.length];
        for (int k = 0; k < area; k++) {
            for (int channel = 0; channel < channels; channel++) {
                pixels[k * channels + channel] = planes[channel * area + k];
            }
        }
        return pixels;
    }

    private static byte[] deflate(byte[] rows) {
        Deflater deflater = new Deflater(LEVEL);
        try {
            deflater.setInput(rows);
            deflater.finish();
            // zlib's own bound: stored blocks of 16,383 bytes with 5 bytes each, and the wrapper.
            byte[] packed = new byte[rows.length + rows.length / 1_000 + 64];
            int length = deflater.deflate(packed);
            if (!deflater.finished()) {
                throw new IllegalStateException("deflate: expected at most " + packed.length + " bytes");
            }
            return Arrays.copyOf(packed, length);
        } finally {
            deflater.end();
        }
    }
}
