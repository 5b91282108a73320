package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NormalisationTest {
    @Test
    void dividesBy255() {
        assertEquals(0f, Normalisation.toUnit((byte) 0));
        assertEquals(0.2f, Normalisation.toUnit((byte) 51));
        assertEquals(128 / 255f, Normalisation.toUnit((byte) 128));
        assertEquals(1f, Normalisation.toUnit((byte) 255));
    }

    @Test
    void everyByteComesBack() {
        for (int value = 0; value < 256; value++) {
            assertEquals((byte) value, Normalisation.toByte(Normalisation.toUnit((byte) value)));
        }
    }

    @Test
    void roundsHalfUpAndClamps() {
        assertEquals((byte) 128, Normalisation.toByte(0.5f));
        assertEquals((byte) 127, Normalisation.toByte(0.4999f));
        assertEquals((byte) 0, Normalisation.toByte(-0.3f));
        assertEquals((byte) 255, Normalisation.toByte(7f));
        assertEquals((byte) 255, Normalisation.toByte(Float.POSITIVE_INFINITY));
        assertEquals((byte) 0, Normalisation.toByte(Float.NaN));
    }

    @Test
    void convertsARangeOfABatch() {
        float[] unit = new float[4];
        Normalisation.toUnit(new byte[] {9, 0, (byte) 255}, 1, unit, 2, 2);
        assertArrayEquals(new float[] {0, 0, 0, 1}, unit);
        byte[] bytes = new byte[3];
        Normalisation.toBytes(new float[] {1, 0.2f, 0.4f}, 1, bytes, 0, 2);
        assertArrayEquals(new byte[] {51, 102, 0}, bytes);
    }
}
