package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceGridTest {
    private static final TensorShape ONE = new TensorShape(1, 1);
    private static final ImageTensor DARK = ImageTensor.of(ONE, new byte[] {10});
    private static final ImageTensor LIGHT = ImageTensor.of(ONE, new byte[] {(byte) 200});

    @Test
    void laysFacesOutRowByRow() {
        BufferedImage grid = new FaceGrid(2, 1, 1, 255).draw(List.of(DARK, LIGHT, DARK));
        assertEquals(BufferedImage.TYPE_BYTE_GRAY, grid.getType());
        assertArrayEquals(
                new int[] {
                    255, 255, 255, 255, 255,
                    255, 10, 255, 200, 255,
                    255, 255, 255, 255, 255,
                    255, 10, 255, 255, 255,
                    255, 255, 255, 255, 255
                },
                grid.getRaster().getSamples(0, 0, 5, 5, 0, (int[]) null));
    }

    @Test
    void keepsColours() {
        ImageTensor colour = ImageTensor.of(new TensorShape(3, 1), new byte[] {1, 2, 3});
        assertEquals(0xff010203, new FaceGrid(1, 0, 1, 0).draw(List.of(colour)).getRGB(0, 0));
    }

    @Test
    void enlargesSmoothly() {
        ImageTensor step = ImageTensor.of(new TensorShape(1, 2), new byte[] {0, 100, 0, 100});
        BufferedImage grid = new FaceGrid(1, 0, 2, 0).draw(List.of(step));
        assertArrayEquals(new int[] {0, 25, 75, 100}, grid.getRaster().getSamples(0, 1, 4, 1, 0, (int[]) null));
    }

    @Test
    void squaresUpACount() {
        assertEquals(new FaceGrid(8, 2, 3, 255), FaceGrid.squareFor(64).enlarged(3));
        assertEquals(9, FaceGrid.squareFor(65).columns());
    }

    @Test
    void rejectsNoFacesAndMixedShapes() {
        FaceGrid grid = FaceGrid.squareFor(4);
        ImageTensor other = ImageTensor.of(new TensorShape(3, 1), new byte[3]);
        assertThrows(IllegalArgumentException.class, () -> grid.draw(List.of()));
        assertThrows(IllegalArgumentException.class, () -> grid.draw(List.of(DARK, other)));
    }
}
