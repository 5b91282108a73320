package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.imaging.PhotoSquare.Beyond;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhotoSquareTest {
    private static final TensorShape EIGHT = new TensorShape(1, 8);

    @Test
    void withinThePhotoIsWhatFramingCuts() {
        SeededCases.forEach(5, random -> {
            BufferedImage photo = SeededCases.photo(random, 48, 48, BufferedImage.TYPE_3BYTE_BGR);

            assertArrayEquals(
                    new Framing(Crop.whole(), EIGHT).apply(photo).values(),
                    new PhotoSquare(0, 0, 48)
                            .cut(photo, Orientation.UPRIGHT, EIGHT, Beyond.BLACK)
                            .values());
        });
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void keepsThePlaceOfThePhotoInAnyOrientation(Orientation orientation) {
        BufferedImage white = new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY);
        white.getRaster()
                .setPixels(
                        0, 0, 30, 20, IntStream.generate(() -> 200).limit(600).toArray());
        int width = PhotoSquare.width(white, orientation);
        PhotoSquare square = new PhotoSquare(-10, -10, 40);

        ImageTensor black = square.cut(white, orientation, EIGHT, Beyond.BLACK);

        int columns = width / 5;
        assertEquals(0, black.value(0, 1, 3));
        assertEquals(200, black.value(0, 2, 2));
        assertEquals(200, black.value(0, 3, 1 + columns));
        assertEquals(0, black.value(0, 3, 2 + columns > 7 ? 1 : 2 + columns));
        ImageTensor edge = square.cut(white, orientation, EIGHT, Beyond.EDGE);
        for (int k = 0; k < 64; k++) {
            assertEquals(200, edge.value(0, k / 8, k % 8));
        }
    }

    @Test
    void refusesASquareBesideThePhoto() {
        BufferedImage photo = new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY);

        assertThrows(
                IllegalArgumentException.class,
                () -> new PhotoSquare(10, 0, 5).cut(photo, Orientation.UPRIGHT, EIGHT, Beyond.EDGE));
        assertThrows(IllegalArgumentException.class, () -> new PhotoSquare(0, 0, 0));
    }

    @Test
    void reducesByTheMeanOfSquares() {
        BufferedImage photo = new BufferedImage(7, 4, BufferedImage.TYPE_3BYTE_BGR);
        photo.setRGB(0, 0, 0x040000);
        photo.setRGB(1, 1, 0x000800);
        photo.setRGB(2, 2, 0x0000ff);
        photo.setRGB(6, 3, 0xffffff);

        BufferedImage half = PhotoReduction.by(2, photo);

        assertEquals(3, half.getWidth());
        assertEquals(2, half.getHeight());
        assertEquals(0xff010200, half.getRGB(0, 0));
        assertEquals(0xff000040, half.getRGB(1, 1));
        assertEquals(0xff000000, half.getRGB(2, 1));
    }
}
