package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CropTest {
    @Test
    void keepsTheSameShareOfCelebAAtFullAndAtHalfSize() {
        Crop celebA = Crop.centre(140, 178);
        assertEquals(new CropBox(19, 39, 140, 140), celebA.box(178, 218));
        assertEquals(new CropBox(10, 20, 70, 70), celebA.box(89, 109));
    }

    @Test
    void takesTheCentre128OfLfw() {
        assertEquals(new CropBox(61, 61, 128, 128), Crop.centre(128, 250).box(250, 250));
    }

    @Test
    void takesTheLargestSquareOfAWidePhoto() {
        assertEquals(new CropBox(50, 0, 100, 100), Crop.square().box(200, 100));
    }

    @Test
    void wholeKeepsEverything() {
        assertEquals(new CropBox(0, 0, 200, 100), Crop.whole().box(200, 100));
    }

    @Test
    void pixelsAreLimitedToTheShorterSide() {
        assertEquals(new CropBox(30, 10, 140, 140), new Crop.CentrePixels(140).box(200, 160));
        assertEquals(new CropBox(50, 0, 100, 100), new Crop.CentrePixels(140).box(200, 100));
    }

    @Test
    void aTinyShareKeepsOnePixel() {
        assertEquals(new CropBox(1, 1, 1, 1), Crop.centre(1, 1_000).box(3, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "square", "centre:140", "centre:140/178"})
    void readsItsOwnText(String text) {
        assertEquals(text, Crop.parse(text).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Whole", "centre:", "centre:0", "centre:200/178", "centre:-1", "centre:1/2/3"})
    void rejectsTextThatIsNoCrop(String text) {
        assertThrows(IllegalArgumentException.class, () -> Crop.parse(text));
    }
}
