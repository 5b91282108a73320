package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FaceLookTest {
    @Test
    void aPlainFaceIsAsBrightAsItsGreyInAnyShape() {
        assertEquals(0.4, FaceLook.of(plain(1, 64)).brightness(), 1e-9);
        assertEquals(0.4, FaceLook.of(plain(3, 32)).brightness(), 1e-9);
    }

    @Test
    void differencesSayWhichIsBrighterAndSharper() {
        byte[] chequered = new byte[64 * 64];
        for (int i = 0; i < chequered.length; i++) {
            chequered[i] = (byte) ((i / 64 + i) % 2 == 0 ? 122 : 82);
        }
        FaceLook rough = FaceLook.of(ImageTensor.of(new TensorShape(1, 64), chequered));
        FaceLook smooth = FaceLook.of(plain(1, 64));
        assertEquals(0, rough.brighterThan(smooth), 1e-9);
        assertTrue(rough.sharperThan(smooth) > 0);
        assertEquals(-rough.sharperThan(smooth), smooth.sharperThan(rough), 1e-12);
        assertEquals(0, smooth.sharperThan(FaceLook.of(plain(3, 32))), "of two plain ones none is");
    }

    private static ImageTensor plain(int channels, int side) {
        byte[] pixels = new byte[channels * side * side];
        Arrays.fill(pixels, (byte) 102);
        return ImageTensor.of(new TensorShape(channels, side), pixels);
    }
}
