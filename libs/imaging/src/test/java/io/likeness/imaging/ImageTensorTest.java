package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ImageTensorTest {
    private static final TensorShape SHAPE = new TensorShape(1, 2);

    @Test
    void isNotChangedThroughItsArrays() {
        byte[] given = {1, 2, 3, (byte) 255};
        ImageTensor tensor = ImageTensor.of(SHAPE, given);
        given[0] = 9;
        tensor.values()[1] = 9;
        assertEquals(ImageTensor.of(SHAPE, new byte[] {1, 2, 3, (byte) 255}), tensor);
        assertEquals(255, tensor.value(0, 1, 1));
    }

    @Test
    void namesTheLengthItExpects() {
        String message = assertThrows(IllegalArgumentException.class, () -> ImageTensor.of(SHAPE, new byte[5]))
                .getMessage();
        assertEquals("values: expected 4 bytes for TensorShape[channels=1, side=2], found 5", message);
    }

    @Test
    void rejectsABatchThatEndsTooEarly() {
        assertThrows(IllegalArgumentException.class, () -> ImageTensor.of(SHAPE, new byte[5], 2));
        assertThrows(IllegalArgumentException.class, () -> ImageTensor.ofUnit(SHAPE, new float[4], -1));
    }

    @Test
    void rejectsShapesThatNoFaceHas() {
        assertThrows(IllegalArgumentException.class, () -> new TensorShape(2, 64));
        assertThrows(IllegalArgumentException.class, () -> new TensorShape(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new TensorShape(1, 4_097));
    }
}
