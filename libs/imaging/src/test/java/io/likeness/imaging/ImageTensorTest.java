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

    /** White, red, green and blue: 255, 0.299, 0.587 and 0.114 of it. */
    @Test
    void becomesGreyByItsLuma() {
        byte white = (byte) 255;
        byte[] rgb = {white, white, 0, 0, white, 0, white, 0, white, 0, 0, white};
        ImageTensor grey = ImageTensor.of(new TensorShape(3, 2), rgb).grey();
        assertEquals(ImageTensor.of(SHAPE, new byte[] {white, 76, (byte) 150, 29}), grey);
        assertEquals(grey, grey.grey());
    }

    @Test
    void isResizedByAveragingWhatAPixelCovers() {
        byte[] blocks = new byte[16];
        for (int i = 0; i < 16; i++) {
            blocks[i] = (byte) (i / 8 * 100 + i % 4 / 2 * 40);
        }
        ImageTensor small = ImageTensor.of(new TensorShape(1, 4), blocks).resized(2);
        // A seventh of the weight lies on the neighbouring block.
        assertEquals(ImageTensor.of(SHAPE, new byte[] {20, 49, 91, 120}), small);
        assertEquals(small, small.resized(2));
    }
}
