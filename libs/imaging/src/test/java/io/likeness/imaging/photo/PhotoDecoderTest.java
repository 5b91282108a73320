package io.likeness.imaging.photo;

import static io.likeness.imaging.photo.DrawnImages.drawn;
import static io.likeness.imaging.photo.DrawnImages.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.imaging.Crop;
import io.likeness.imaging.Framing;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.Orientation;
import io.likeness.imaging.TensorShape;
import io.likeness.imaging.photo.Decoded.Photo;
import io.likeness.imaging.photo.Decoded.Unusable;
import io.likeness.imaging.photo.Decoded.Unusable.Reason;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PhotoDecoderTest {
    private static final int LEFT = 0xc83c28;
    private static final int RIGHT = 0x1e50dc;
    private static final Framing RGB = new Framing(Crop.square(), new TensorShape(3, 16));

    private final PhotoLimits limits = new PhotoLimits(10_000, 16, 4 << 20);
    private final PhotoDecoder decoder = new PhotoDecoder(limits, new DecodingMemory(limits.decodedBytes()), 64);

    @AfterEach
    void close() {
        decoder.close();
    }

    @Test
    void decodesEachFormatByItsContent() throws IOException {
        BufferedImage halves = halves(BufferedImage.TYPE_3BYTE_BGR);
        assertHalves(encoded(halves, "png"), 0);
        assertHalves(encoded(halves, "bmp"), 0);
        // 8 for the lossy ones, 16 for GIF's palette, which the encoder chooses.
        assertHalves(encoded(halves, "jpeg"), 8);
        assertHalves(encoded(halves, "gif"), 16);
        assertHalves(webp(), 8);
        assertHalves(encoded(halves, "tiff"), 0);
        assertHalves(SampleFiles.netpbm("P6", halves), 0);
        assertHalves(SampleFiles.netpbm("P3", halves), 0);
    }

    @Test
    void decodesTheGreyKindsOfNetpbm() {
        BufferedImage grey = grey(77);
        for (String kind : List.of("P5", "P2")) {
            assertEquals(List.of(77, 77, 77), pixel(framed(SampleFiles.netpbm(kind, grey)), 3), kind);
        }
    }

    @Test
    void decodesSixteenBitPng() {
        assertHalves(SampleFiles.sixteenBitPng(halves(BufferedImage.TYPE_3BYTE_BGR)), 1);
    }

    @Test
    void laysTransparentPixelsOnMidGrey() {
        BufferedImage transparent = new BufferedImage(32, 32, BufferedImage.TYPE_INT_ARGB);

        ImageTensor face = framed(encoded(transparent, "png"));

        assertEquals(List.of(128, 128, 128), pixel(face, 8));
    }

    @Test
    void decodesGreyFiles() {
        assertEquals(List.of(77, 77, 77), pixel(framed(encoded(grey(77), "png")), 3));
    }

    @Test
    void decodesCmykJpeg() {
        // Adobe's inverted CMYK: 255 is no ink; without a profile the four inks mix to about these colours.
        assertHalves(SampleFiles.cmykJpeg(halves(BufferedImage.TYPE_3BYTE_BGR)), 24);
    }

    @Test
    void takesTheFirstFrameOfAnAnimatedGif() {
        assertHalves(SampleFiles.animatedGif(List.of(halves(BufferedImage.TYPE_3BYTE_BGR), drawn(1, 48, 48))), 16);
    }

    @Test
    void readsTheOrientationOfEachContainer() throws IOException {
        byte[] jpeg = encoded(halves(BufferedImage.TYPE_3BYTE_BGR), "jpeg");
        byte[] png = encoded(halves(BufferedImage.TYPE_3BYTE_BGR), "png");
        assertEquals(Orientation.UPRIGHT, photo(jpeg).orientation());
        assertEquals(
                Orientation.ROTATED_90, photo(SampleFiles.jpegOriented(jpeg, 6)).orientation());
        assertEquals(
                Orientation.ROTATED_180, photo(SampleFiles.pngOriented(png, 3)).orientation());
        assertEquals(
                Orientation.ROTATED_270,
                photo(SampleFiles.webpOriented(webp(), 8)).orientation());
    }

    /** What every other program decodes. */
    @Test
    void overlooksSlipsAroundThePixels() throws IOException {
        BufferedImage halves = halves(BufferedImage.TYPE_3BYTE_BGR);
        byte[] jpeg = encoded(halves, "jpeg");
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        assertHalves(SampleFiles.jpegWithProfile(jpeg, profile, 1, 1), 8);
        assertHalves(SampleFiles.jpegWithProfile(jpeg, profile, 2, 1), 8);
        assertHalves(SampleFiles.jpegWithProfile(jpeg, profile, 1, 3), 8);
        assertHalves(SampleFiles.jpegWithProfile(SampleFiles.jpegWithProfile(jpeg, profile, 1, 1), profile, 1, 2), 8);
        assertHalves(Arrays.copyOf(jpeg, jpeg.length - 2), 8);
        assertHalves(SampleFiles.bmpClaiming(encoded(halves, "bmp"), 5), 0);
        assertHalves(SampleFiles.bmpClaiming(encoded(halves, "bmp"), 0), 0);
        byte[] png = encoded(halves, "png");
        assertHalves(SampleFiles.pngWith(png, "tRNS", new byte[9]), 0);
        assertHalves(SampleFiles.pngWith(png, "prVt", new byte[9]), 0);
        byte[] palette = encoded(SampleFiles.twoColours(halves, LEFT, RIGHT), "png");
        byte[] opaque = new byte[5];
        Arrays.fill(opaque, (byte) 255);
        assertHalves(SampleFiles.pngWithTransparency(palette, opaque), 0);
        assertHalves(SampleFiles.webpExtended(webp(), 48, "PRIV"), 8);
    }

    /** libjpeg's warning for an odd profile of CMYK begins as that for a cut file does. */
    @Test
    void overlooksAProfileOfInksThatIsCutOff() {
        byte[] cmyk = SampleFiles.cmykJpeg(halves(BufferedImage.TYPE_3BYTE_BGR));
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

        assertHalves(SampleFiles.jpegWithProfile(cmyk, Arrays.copyOf(profile, 200), 1, 1), 24);
    }

    @Test
    void takesAnUnreadableOrientationAsUpright() {
        byte[] jpeg = encoded(drawn(1, 48, 48), "jpeg");

        assertEquals(
                Orientation.UPRIGHT,
                photo(SampleFiles.jpegWithExif(jpeg, new byte[] {1, 2, 3})).orientation());
    }

    @Test
    void namesWhatIsNoImage() {
        assertSkipped(Reason.NOT_AN_IMAGE, "hello".getBytes(StandardCharsets.UTF_8));
        assertSkipped(Reason.NOT_AN_IMAGE, new byte[0]);
        assertSkipped(Reason.NOT_AN_IMAGE, "BMX is a sport".getBytes(StandardCharsets.UTF_8));
        assertSkipped(Reason.NOT_AN_IMAGE, "P5: a letter".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void namesAFormatThatIsNotRead() {
        Map<String, String> begins = Map.of(
                "\0\0\0\u0018ftypheic", "HEIC",
                "\0\0\0\u0018ftypmif1", "HEIC",
                "\0\0\0\u0020ftypavif", "AVIF",
                "\u00ff\n\u00fa", "JPEG XL",
                "\0\0\0\fJXL \r\n", "JPEG XL",
                "\0\0\0\fjP  \r\n", "JPEG 2000",
                "8BPS", "Photoshop",
                "<?xml version='1.0'?>\n<svg>", "SVG");
        begins.forEach((start, name) -> {
            byte[] file = start.getBytes(StandardCharsets.ISO_8859_1);
            Unusable unusable = assertSkipped(Reason.NOT_AN_IMAGE, file);
            assertEquals(
                    "expected JPEG, PNG, GIF, WebP, BMP, TIFF, PGM and PPM, found " + name
                            + ": convert it to JPEG or PNG",
                    unusable.detail());
            assertEquals(Optional.of(name), PhotoDecoder.formatOf(file));
        });
        assertEquals(Optional.of("TIFF"), PhotoDecoder.formatOf(new byte[] {'M', 'M', 0, 42}));
        assertEquals(Optional.empty(), PhotoDecoder.formatOf(new byte[] {'M', 'M'}));
    }

    @Test
    void namesWhatIsBroken() throws IOException {
        for (String format : List.of("jpeg", "png", "bmp", "gif", "tiff")) {
            byte[] whole = encoded(DrawnImages.noise(7, 64, 64), format);
            assertSkipped(Reason.BROKEN, Arrays.copyOf(whole, whole.length / 2));
            assertSkipped(Reason.BROKEN, Arrays.copyOf(whole, 30));
        }
        byte[] netpbm = SampleFiles.netpbm("P6", drawn(1, 48, 48));
        assertSkipped(Reason.BROKEN, Arrays.copyOf(netpbm, netpbm.length / 2));
        assertSkipped(Reason.BROKEN, Arrays.copyOf(webp(), webp().length / 2));
    }

    @Test
    void refusesAPixelBombByItsHeader() {
        byte[] bomb = SampleFiles.pngClaiming(encoded(drawn(1, 48, 48), "png"), 50_000, 50_000);

        Unusable unusable = assertSkipped(Reason.TOO_LARGE, bomb);

        assertEquals("expected at most 10000 pixels, found 50000 x 50000", unusable.detail());
        assertSkipped(Reason.TOO_LARGE, encoded(drawn(1, 101, 100), "jpeg"));
        assertSkipped(Reason.TOO_SMALL, encoded(drawn(1, 15, 100), "jpeg"));
        photo(encoded(drawn(1, 16, 100), "jpeg"));
    }

    @Test
    void thinsOutWhatIsTooLargeToBeHeldWhole() {
        PhotoLimits large = new PhotoLimits(200_000_000, 16, 1 << 20);
        try (PhotoDecoder thinning = new PhotoDecoder(large, new DecodingMemory(1 << 20), 64)) {
            BufferedImage wide = new BufferedImage(4_000, 3_000, BufferedImage.TYPE_BYTE_GRAY);
            for (String format : List.of("jpeg", "png", "tiff")) {
                Photo photo = assertInstanceOf(Photo.class, thinning.decode(encoded(wide, format)), format);
                assertTrue(photo.pixels().getWidth() * photo.pixels().getHeight() <= 1 << 20, format);
                photo.close();
            }
        }
    }

    /** None waits for another's memory, and faces keep their pixels. */
    @Test
    void decodesTwoPhotosOfAPhoneAtATime() {
        PhotoLimits large = new PhotoLimits(200_000_000, 16, 48 << 20);
        try (PhotoDecoder phone = new PhotoDecoder(large, new DecodingMemory(48 << 20), 64)) {
            byte[] twelve = encoded(new BufferedImage(4_000, 3_000, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
            byte[] six = encoded(new BufferedImage(2_000, 3_000, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
            List<Photo> held = Stream.of(twelve, six)
                    .map(file -> assertTimeoutPreemptively(
                            Duration.ofMinutes(1), () -> assertInstanceOf(Photo.class, phone.decode(file))))
                    .toList();
            assertEquals(2_000, held.getFirst().pixels().getWidth());
            assertEquals(2_000, held.getLast().pixels().getWidth());
            assertEquals(3_000, held.getLast().pixels().getHeight());
            held.forEach(Photo::close);
        }
    }

    @Test
    void refusesAProgressiveJpegThatIsHeldWholeOutsideTheHeap() {
        PhotoLimits large = new PhotoLimits(200_000_000, 16, 64 << 20);
        byte[] progressive = SampleFiles.jpegClaiming(
                SampleFiles.progressiveJpeg(halves(BufferedImage.TYPE_3BYTE_BGR)), 6_000, 5_000);
        try (PhotoDecoder any = new PhotoDecoder(large, new DecodingMemory(64 << 20), 64)) {
            Unusable unusable = assertInstanceOf(Unusable.class, any.decode(progressive));
            assertEquals("expected at most 25000000 pixels, found 6000 x 5000", unusable.detail());
        }
    }

    @Test
    void countsAJpegInSeveralScansAsHeldWhole() {
        byte[] oneScan = SampleFiles.jpegClaiming(encoded(halves(BufferedImage.TYPE_3BYTE_BGR), "jpeg"), 6_000, 5_000);
        byte[] several = oneScan.clone();
        JpegHeader.Segment scan = JpegHeader.segments(several).getLast();
        several[scan.content()] = 1;

        assertFalse(JpegHeader.of(oneScan).orElseThrow().heldWhole());
        assertTrue(JpegHeader.of(several).orElseThrow().heldWhole());
    }

    @Test
    void refusesAJpegWithinAnotherFormatWhoseSizeNobodyTells() throws IOException {
        byte[] bmp = encoded(drawn(1, 48, 48), "bmp");
        bmp[30] = 4;
        assertSkipped(Reason.NOT_AN_IMAGE, bmp);
        Unusable tiff =
                assertSkipped(Reason.NOT_AN_IMAGE, SampleFiles.tiff(halves(BufferedImage.TYPE_3BYTE_BGR), "JPEG"));
        assertEquals(
                "expected pixels of its own, found a JPEG within a TIFF: convert it to JPEG or PNG", tiff.detail());
        for (String compression : List.of("LZW", "Deflate", "PackBits")) {
            assertHalves(SampleFiles.tiff(halves(BufferedImage.TYPE_3BYTE_BGR), compression), 0);
        }
    }

    @Test
    void goesOnAfterABrokenFile() {
        byte[] whole = encoded(halves(BufferedImage.TYPE_3BYTE_BGR), "jpeg");
        assertSkipped(Reason.BROKEN, Arrays.copyOf(whole, whole.length - 100));

        assertHalves(whole, 8);
    }

    private Photo photo(byte[] file) {
        return assertInstanceOf(Photo.class, decoder.decode(file));
    }

    private Unusable assertSkipped(Reason reason, byte[] file) {
        Unusable unusable = assertInstanceOf(Unusable.class, decoder.decode(file));
        assertEquals(reason, unusable.reason(), unusable.detail());
        return unusable;
    }

    private void assertHalves(byte[] file, int tolerance) {
        ImageTensor face = framed(file);
        assertNear(LEFT, pixel(face, 2), tolerance);
        assertNear(RIGHT, pixel(face, 13), tolerance);
    }

    private ImageTensor framed(byte[] file) {
        Photo photo = photo(file);
        return RGB.apply(photo.pixels(), photo.orientation());
    }

    private static void assertNear(int rgb, List<Integer> found, int tolerance) {
        for (int channel = 0; channel < 3; channel++) {
            int expected = rgb >> (16 - 8 * channel) & 0xff;
            assertTrue(
                    Math.abs(expected - found.get(channel)) <= tolerance,
                    "expected #%06x within %d, found %s".formatted(rgb, tolerance, found));
        }
    }

    private static List<Integer> pixel(ImageTensor face, int column) {
        return List.of(face.value(0, 8, column), face.value(1, 8, column), face.value(2, 8, column));
    }

    private static BufferedImage halves(int type) {
        BufferedImage image = new BufferedImage(48, 48, type);
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 48; x++) {
                image.setRGB(x, y, x < 24 ? LEFT : RIGHT);
            }
        }
        return image;
    }

    private static BufferedImage grey(int value) {
        BufferedImage grey = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) value);
        return grey;
    }

    private static byte[] webp() throws IOException {
        try (InputStream in = PhotoDecoderTest.class.getResourceAsStream("halves.webp")) {
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }
}
