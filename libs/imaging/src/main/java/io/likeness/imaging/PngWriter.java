package io.likeness.imaging;

import java.awt.image.BufferedImage;
import java.util.Map;

/**
 * Writes 8-bit grey or RGB PNG files with text chunks, byte for byte the same for the same input.
 *
 * <p>The bytes depend on the pixels, the text, and the zlib that the JDK is built with (each row's filter is chosen by
 * the smallest sum of absolute differences, compression level 6, no time stamp). Stateless, safe for threads. (Portable
 * Network Graphics Specification, third edition, W3C 2025.)
 */
public final class PngWriter {
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
        return write(PngPixels.of(face), text);
    }

    /**
     * A grid, or any picture of type {@code TYPE_BYTE_GRAY} or of 8-bit sRGB; alpha is not kept.
     *
     * @throws IllegalArgumentException if the picture is of another kind, or a keyword is not allowed
     */
    public static byte[] write(BufferedImage picture, Map<String, String> text) {
        return write(PngPixels.of(picture), text);
    }

    private static byte[] write(PngPixels pixels, Map<String, String> text) {
        PngChunks file = new PngChunks();
        file.header(pixels.width(), pixels.height(), pixels.channels());
        text.forEach(file::text);
        file.data(pixels.packed());
        return file.finish();
    }
}
