package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {
    private static final Framing GREY_PIXEL = new Framing(Crop.whole(), new TensorShape(1, 1));
    private static final Framing RGB_PIXEL = new Framing(Crop.whole(), new TensorShape(3, 1));

    @ParameterizedTest
    @CsvSource({"ff0000, 76", "00ff00, 150", "0000ff, 29", "ffffff, 255", "000000, 0", "808080, 128", "c89664, 159"})
    void greyIsTheLumaOfBt601(String colour, int luma) {
        BufferedImage photo = pixel(BufferedImage.TYPE_3BYTE_BGR, 0xff000000 | Integer.parseInt(colour, 16));
        assertEquals(luma, GREY_PIXEL.apply(photo).value(0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_4BYTE_ABGR_PRE,
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_INT_ARGB
            })
    void everyOpaqueLayoutGivesTheSamePlanes(int type) {
        assertArrayEquals(
                new byte[] {10, (byte) 200, 30},
                RGB_PIXEL.apply(pixel(type, 0xff0ac81e)).values());
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_INT_ARGB_PRE})
    void transparencyShowsMidGrey(int type) {
        assertEquals(128, GREY_PIXEL.apply(pixel(type, 0x00ffffff)).value(0, 0, 0));
        assertEquals(191, GREY_PIXEL.apply(pixel(type, 0x7fffffff)).value(0, 0, 0), "(127 * 255 + 128 * 128) / 255");
    }

    @Test
    void greyBytesAreTakenAsStored() {
        BufferedImage photo = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        photo.getRaster().setSample(0, 0, 0, 100);
        assertArrayEquals(new byte[] {100, 100, 100}, RGB_PIXEL.apply(photo).values());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "128, 0", "129, 1", "25700, 100", "65535, 255"})
    void sixteenBitGreyIsRoundedToEight(int sample, int expected) {
        BufferedImage photo = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        photo.getRaster().setSample(0, 0, 0, sample);
        assertEquals(expected, GREY_PIXEL.apply(photo).value(0, 0, 0));
    }

    @Test
    void greyWithAlphaLiesOnMidGrey() {
        BufferedImage photo = components(ColorSpace.CS_GRAY, DataBuffer.TYPE_BYTE, true, 200, 0);
        assertEquals(128, GREY_PIXEL.apply(photo).value(0, 0, 0));
        photo.getRaster().setSample(0, 0, 1, 255);
        assertEquals(200, GREY_PIXEL.apply(photo).value(0, 0, 0));
    }

    @Test
    void sixteenBitColourIsRoundedToEight() {
        BufferedImage photo = components(ColorSpace.CS_sRGB, DataBuffer.TYPE_USHORT, false, 2_570, 51_400, 65_535);
        assertArrayEquals(
                new byte[] {10, (byte) 200, (byte) 255}, RGB_PIXEL.apply(photo).values());
    }

    @Test
    void aPaletteIsLookedUp() {
        BufferedImage photo = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
        photo.setRGB(0, 0, 0xffff0000);
        assertEquals(76, GREY_PIXEL.apply(photo).value(0, 0, 0));
    }

    @Test
    void linearLightIsConvertedToSrgb() {
        BufferedImage photo = components(ColorSpace.CS_LINEAR_RGB, DataBuffer.TYPE_BYTE, false, 55, 55, 55);
        // sRGB of 55/255 linear light is 128.3; the JDK's colour tables are good to one level.
        assertEquals(128, GREY_PIXEL.apply(photo).value(0, 0, 0), 1);
    }

    @Test
    void cropsTheCentreOfASubimage() {
        BufferedImage large = new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR);
        large.setRGB(4, 5, 0xffffffff);
        BufferedImage photo = large.getSubimage(3, 4, 3, 3);
        assertEquals(
                255,
                new Framing(new Crop.CentrePixels(1), new TensorShape(1, 1))
                        .apply(photo)
                        .value(0, 0, 0));
    }

    @Test
    void planesAreRowMajor() {
        BufferedImage photo = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        photo.setRGB(1, 0, 0x0000ff);
        photo.setRGB(0, 1, 0xff0000);
        assertArrayEquals(
                new byte[] {0, 0, -1, 0, 0, 0, 0, 0, 0, -1, 0, 0},
                new Framing(Crop.whole(), new TensorShape(3, 2)).apply(photo).values());
    }

    private static BufferedImage pixel(int type, int argb) {
        BufferedImage photo = new BufferedImage(1, 1, type);
        photo.setRGB(0, 0, argb);
        return photo;
    }

    private static BufferedImage components(int space, int dataType, boolean alpha, int... samples) {
        ComponentColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(space),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                dataType);
        WritableRaster raster = Raster.createInterleavedRaster(dataType, 1, 1, samples.length, new Point(0, 0));
        raster.setPixel(0, 0, samples);
        return new BufferedImage(colours, raster, false, null);
    }
}
