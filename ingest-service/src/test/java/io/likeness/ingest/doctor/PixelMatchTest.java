package io.likeness.ingest.doctor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.imaging.Crop;
import io.likeness.imaging.Framing;
import io.likeness.imaging.Orientation;
import io.likeness.imaging.TensorShape;
import io.likeness.synthetic.SyntheticFaces;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PixelMatchTest {
    private static final BufferedImage FACE = SyntheticFaces.face(1).image();

    @Test
    void laysACopyOverItsOriginal() throws Exception {
        assertTrue(PixelMatch.same(pixels(FACE), pixels(FACE)));
        for (int kind : new int[] {0, 2, 3}) {
            byte[] copy = pixels(Copies.of(FACE, kind, new Random(3)));
            assertTrue(PixelMatch.same(pixels(FACE), copy), "kind " + kind);
            assertTrue(PixelMatch.same(copy, pixels(FACE)), "kind " + kind);
        }
        byte[] mirrored = pixels(Copies.of(FACE, 1, new Random(3)));
        assertFalse(PixelMatch.same(pixels(FACE), mirrored));
        assertTrue(PixelMatch.same(pixels(FACE), PixelMatch.mirrored(mirrored)));
    }

    @Test
    void tellsOthersApart() {
        for (int seed = 2; seed < 100; seed++) {
            assertFalse(
                    PixelMatch.same(
                            pixels(FACE), pixels(SyntheticFaces.face(seed).image())),
                    "seed " + seed);
        }
    }

    /** Two that are as good as one but for their edges. */
    @Test
    void tellsSmoothOnesApartByTheirEdges() {
        assertFalse(PixelMatch.same(
                pixels(SyntheticFaces.face(22).image()),
                pixels(SyntheticFaces.face(275).image())));
    }

    @Test
    void takesNothingForAMatchOfNothing() {
        byte[] plain = new byte[PixelMatch.SIDE * PixelMatch.SIDE];
        assertFalse(PixelMatch.same(plain, plain));
        assertFalse(PixelMatch.same(pixels(FACE), plain));
    }

    @Test
    void mirrorsTwiceToTheSame() {
        byte[] pixels = pixels(FACE);
        assertArrayEquals(pixels, PixelMatch.mirrored(PixelMatch.mirrored(pixels)));
    }

    private static byte[] pixels(BufferedImage picture) {
        return PixelMatch.pixels(
                new Framing(Crop.square(), new TensorShape(1, 64)).apply(picture, Orientation.UPRIGHT));
    }
}
