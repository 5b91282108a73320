package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
    private static final TensorShape TWO = new TensorShape(1, 2);

    /** EXIF 2.3, table of Orientation: code 6 has the stored first row at the upright right side, and so on. */
    @ParameterizedTest
    @CsvSource({"1, 1234", "2, 2143", "3, 4321", "4, 3412", "5, 1324", "6, 3142", "7, 4231", "8, 2413"})
    void turnsTheFourCornersAsExifSays(int code, String upright) {
        byte[] turned = Orientation.ofExif(code).turn(new byte[] {1, 2, 3, 4}, TWO);
        assertEquals(upright, "" + turned[0] + turned[1] + turned[2] + turned[3]);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 9})
    void anUnknownCodeMeansUpright(int code) {
        assertEquals(Orientation.UPRIGHT, Orientation.ofExif(code));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void framingATurnedPhotoEqualsFramingTheUprightOne(int code) {
        Orientation orientation = Orientation.ofExif(code);
        Framing framing = new Framing(Crop.centre(140, 178), new TensorShape(3, 8));
        SeededCases.forEach(5, random -> {
            BufferedImage upright = SeededCases.photo(random, 31, 38, BufferedImage.TYPE_3BYTE_BGR);
            byte[] expected = framing.apply(upright).values();
            byte[] found =
                    framing.apply(stored(upright, orientation), orientation).values();
            for (int k = 0; k < expected.length; k++) {
                // Float sums in another order may round the other way.
                assertEquals(expected[k] & 0xff, found[k] & 0xff, 1);
            }
        });
    }

    @Test
    void theStoredBoxOfARotatedPhotoKeepsItsSmallerMargin() {
        CropBox upright = Crop.centre(140, 178).box(89, 109);
        assertEquals(new CropBox(20, 9, 70, 70), Orientation.ROTATED_90.stored(upright, 109, 89));
    }

    @Test
    void turnsEveryChannel() {
        byte[] turned =
                Orientation.MIRRORED.turn(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, new TensorShape(3, 2));
        assertArrayEquals(new byte[] {2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11}, turned);
    }

    /** The stored photo that shows as {@code upright}, found by asking where each single stored pixel goes. */
    private static BufferedImage stored(BufferedImage upright, Orientation orientation) {
        int width = orientation.uprightWidth(upright.getWidth(), upright.getHeight());
        int height = orientation.uprightHeight(upright.getWidth(), upright.getHeight());
        BufferedImage stored = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < upright.getHeight(); y++) {
            for (int x = 0; x < upright.getWidth(); x++) {
                CropBox at = orientation.stored(new CropBox(x, y, 1, 1), width, height);
                stored.setRGB(at.left(), at.top(), upright.getRGB(x, y));
            }
        }
        return stored;
    }
}
