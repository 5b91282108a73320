package io.likeness.imaging;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Arrays;

/** Rows of one rectangle of a photo as opaque packed 0xRRGGBB, whatever the photo's layout in memory. */
sealed interface PhotoRows {
    /** Fills {@code packed}, one entry a column, with row {@code row} of the rectangle. */
    void read(int row, int[] packed);

    /**
     * Adds row {@code row} of the rectangle to {@code sums}, blue, green and red of a column side by side.
     *
     * @param packed room for a row
     */
    default void add(int row, int[] packed, int[] sums) {
        read(row, packed);
        int at = 0;
        for (int pixel : packed) {
            sums[at++] += pixel & 0xff;
            sums[at++] += pixel >> 8 & 0xff;
            sums[at++] += pixel >> 16 & 0xff;
        }
    }

    static PhotoRows of(BufferedImage photo, CropBox box) {
        ColorModel colours = photo.getColorModel();
        boolean grey = colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        boolean plain = (grey || colours.getColorSpace().isCS_sRGB()) && !colours.isAlphaPremultiplied();
        Raster raster = photo.getRaster();
        if (plain
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel layout
                && raster.getDataBuffer() instanceof DataBufferByte
                && colours.getComponentSize(0) == 8
                && layout.getNumBands() == colours.getNumComponents()) {
            return new InterleavedBytes(raster, box, colours.hasAlpha());
        }
        if (grey) {
            return new GreySamples(raster, box, colours.getComponentSize(0), colours.hasAlpha());
        }
        return colours.getColorSpace().isCS_sRGB() ? new AnyColours(photo, box) : converted(photo, box);
    }

    /** One bulk conversion of the rectangle: asking the colour model pixel by pixel is a hundred times slower. */
    private static PhotoRows converted(BufferedImage photo, CropBox box) {
        boolean opaque = photo.getTransparency() == Transparency.OPAQUE;
        BufferedImage target = new BufferedImage(
                box.width(), box.height(), opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        new ColorConvertOp(null).filter(photo.getSubimage(box.left(), box.top(), box.width(), box.height()), target);
        return new AnyColours(target, new CropBox(0, 0, box.width(), box.height()));
    }

    /** The layouts that JPEG and most PNG files decode to, read from the array itself. */
    final class InterleavedBytes implements PhotoRows {
        private static final int[] BLUE_GREEN_RED = {2, 1, 0};

        private final byte[] data;
        private final int start;
        private final int rowStride;
        private final int pixelStride;
        private final int[] bands;
        private final boolean alpha;

        InterleavedBytes(Raster raster, CropBox box, boolean alpha) {
            PixelInterleavedSampleModel layout = (PixelInterleavedSampleModel) raster.getSampleModel();
            DataBufferByte buffer = (DataBufferByte) raster.getDataBuffer();
            this.data = buffer.getData();
            this.rowStride = layout.getScanlineStride();
            this.pixelStride = layout.getPixelStride();
            this.start = buffer.getOffset()
                    + (box.top() - raster.getSampleModelTranslateY()) * rowStride
                    + (box.left() - raster.getSampleModelTranslateX()) * pixelStride;
            this.bands = layout.getBandOffsets();
            this.alpha = alpha;
        }

        @Override
        public void read(int row, int[] packed) {
            int at = start + row * rowStride;
            boolean colour = bands.length >= 3;
            int red = bands[0];
            int green = bands[colour ? 1 : 0];
            int blue = bands[colour ? 2 : 0];
            for (int x = 0; x < packed.length; x++, at += pixelStride) {
                packed[x] = (data[at + red] & 0xff) << 16 | (data[at + green] & 0xff) << 8 | (data[at + blue] & 0xff);
            }
            if (alpha) {
                blend(start + row * rowStride + bands[bands.length - 1], packed);
            }
        }

        @Override
        public void add(int row, int[] packed, int[] sums) {
            if (!Arrays.equals(bands, BLUE_GREEN_RED) || pixelStride != bands.length) {
                PhotoRows.super.add(row, packed, sums);
                return;
            }
            int at = start + row * rowStride;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += data[at + i] & 0xff;
            }
        }

        private void blend(int firstAlpha, int[] packed) {
            for (int x = 0; x < packed.length; x++) {
                packed[x] = Backdrop.under(packed[x], data[firstAlpha + x * pixelStride] & 0xff);
            }
        }
    }

    /** Grey of other depths; the colour model is not asked because it takes grey for linear light. */
    final class GreySamples implements PhotoRows {
        private final Raster raster;
        private final CropBox box;
        private final int largest;
        private final boolean alpha;

        GreySamples(Raster raster, CropBox box, int bits, boolean alpha) {
            this.raster = raster;
            this.box = box;
            this.largest = (1 << bits) - 1;
            this.alpha = alpha;
        }

        @Override
        public void read(int row, int[] packed) {
            int bands = raster.getNumBands();
            int[] samples = raster.getPixels(box.left(), box.top() + row, box.width(), 1, (int[]) null);
            for (int x = 0; x < packed.length; x++) {
                int grey = eightBits(samples[x * bands]) * 0x010101;
                packed[x] = alpha ? Backdrop.under(grey, eightBits(samples[x * bands + bands - 1])) : grey;
            }
        }

        private int eightBits(int sample) {
            return (int) ((2L * 255 * sample + largest) / (2L * largest));
        }
    }

    /** Everything else in sRGB: palettes, packed integers, 16-bit colour, premultiplied alpha. */
    final class AnyColours implements PhotoRows {
        private final BufferedImage photo;
        private final CropBox box;

        AnyColours(BufferedImage photo, CropBox box) {
            this.photo = photo;
            this.box = box;
        }

        @Override
        public void read(int row, int[] packed) {
            photo.getRGB(box.left(), box.top() + row, packed.length, 1, packed, 0, packed.length);
            for (int x = 0; x < packed.length; x++) {
                packed[x] = Backdrop.under(packed[x], packed[x] >>> 24);
            }
        }
    }
}
