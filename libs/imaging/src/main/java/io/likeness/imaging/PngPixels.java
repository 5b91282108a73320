package io.likeness.imaging;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * The pixels of a PNG image as the format orders them: {@code uint8[height, width, channels]}, interleaved, grey or red, green,
 * blue. The array is not copied; who makes one never touches it again.
 */
record PngPixels(int width, int height, int channels, byte[] values) {
    static final int LEVEL = 6;

    static PngPixels of(ImageTensor face) {
        TensorShape shape = face.shape();
        return new PngPixels(shape.side(), shape.side(), shape.channels(), interleave(face));
    }

    /** @throws IllegalArgumentException if the picture is neither {@code TYPE_BYTE_GRAY} nor of 8-bit sRGB */
    static PngPixels of(BufferedImage picture) {
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
        return new PngPixels(width, picture.getHeight(), channels, pixels);
    }

    /** The zlib stream that IDAT and fdAT chunks carry: rows filtered, then deflated. */
    byte[] packed() {
        int stride = width * channels;
        byte[] filtered = new byte[(1 + stride) * height];
        PngFilter filter = new PngFilter(stride, channels);
        for (int row = 0; row < height; row++) {
            filter.next(values, row * stride, filtered, row * (1 + stride));
        }
        return deflate(filtered);
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
