package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GridFileTest {
    private static final Map<String, String> TEXT = Map.of("Software", "Likeness");

    @TempDir
    Path folder;

    /** The last ones exceed the window of the compression many times over, and its input and output buffers. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 1",
        "3, 1, 1, 1, 1",
        "3, 2, 5, 3, 1",
        "1, 8, 7, 3, 2",
        "3, 8, 13, 4, 3",
        "1, 64, 100, 10, 1",
        "3, 64, 207, 15, 1",
        "3, 128, 50, 8, 1"
    })
    void writesTheBytesOfTheWholePicture(int channels, int side, int count, int columns, int scale) throws IOException {
        TensorShape shape = new TensorShape(channels, side);
        List<ImageTensor> faces = faces(shape, count);
        FaceGrid grid = new FaceGrid(columns, 2, scale, 255);
        Path file = folder.resolve("grid.png");
        try (GridFile rows = new GridFile(file, grid, shape, count, TEXT)) {
            for (ImageTensor face : faces) {
                rows.add(face);
            }
            rows.finish();
        }
        assertArrayEquals(PngWriter.write(grid.draw(faces), TEXT), Files.readAllBytes(file));
    }

    @Test
    void refusesMoreFewerAndOtherFacesThanWereSaid() throws IOException {
        TensorShape shape = new TensorShape(1, 4);
        ImageTensor face = faces(shape, 1).getFirst();
        ImageTensor larger = faces(new TensorShape(1, 5), 1).getFirst();
        Path file = folder.resolve("grid.png");
        assertThrows(
                IllegalArgumentException.class, () -> new GridFile(file, FaceGrid.squareFor(1), shape, 0, Map.of()));
        try (GridFile rows = new GridFile(file, FaceGrid.squareFor(2), shape, 2, Map.of())) {
            rows.add(face);
            assertThrows(IllegalStateException.class, rows::finish);
            assertThrows(IllegalArgumentException.class, () -> rows.add(larger));
            rows.add(face);
            assertThrows(IllegalArgumentException.class, () -> rows.add(face));
        }
    }

    /** Half noise, half gradient: what compresses badly and what compresses well. */
    private static List<ImageTensor> faces(TensorShape shape, int count) {
        Random random = new Random(7);
        return IntStream.range(0, count)
                .mapToObj(k -> {
                    byte[] values = new byte[shape.size()];
                    if (k % 2 == 0) {
                        random.nextBytes(values);
                    } else {
                        IntStream.range(0, values.length).forEach(at -> values[at] = (byte) (at / shape.side() + k));
                    }
                    return ImageTensor.of(shape, values);
                })
                .toList();
    }
}
