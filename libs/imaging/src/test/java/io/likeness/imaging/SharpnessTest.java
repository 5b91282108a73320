package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SharpnessTest {
    private static final TensorShape SHAPE = new TensorShape(1, 4);

    @Test
    void aPlainFaceHasNone() {
        byte[] plain = new byte[16];
        Arrays.fill(plain, (byte) 90);
        assertEquals(0, Sharpness.of(ImageTensor.of(SHAPE, plain)));
    }

    /** One white pixel inside: Laplacians -4, 1, 1 and 0, whose variance is 18 / 4 - 1 / 4. */
    @Test
    void isTheVarianceOfTheLaplacian() {
        byte[] spot = new byte[16];
        spot[5] = (byte) 255;
        assertEquals(4.25, Sharpness.of(ImageTensor.of(SHAPE, spot)), 1e-12);
    }
}
