package io.likeness.generator.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import io.likeness.latents.FaceCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaceFilesTest {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final TensorShape SHAPE = new TensorShape(1, 4);
    private static final FaceCode CODE = new FaceCode(new float[] {0}, new float[0]);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"faces.bin", "grid.png", "animation.png"})
    void leavesNoFileOpenWhereOneCannotBeOpened(String file) throws IOException {
        Files.createDirectory(folder.resolve(file));
        LikenessException failure = assertThrows(
                LikenessException.class,
                () -> FaceFiles.open(folder, FacePlan.walk(List.of(CODE), 1), SHAPE, Map.of()));
        assertEquals(ErrorCode.CAPACITY_EXHAUSTED, failure.code());
        assertEquals(List.of(), open());
    }

    @Test
    void leavesNoFileOpenWhereTheFirstPictureDoesNotFit() throws IOException {
        ImageTensor other = ImageTensor.of(new TensorShape(1, 5), new byte[25]);
        assertThrows(
                IllegalArgumentException.class,
                () -> FaceFiles.open(folder, FacePlan.beside(other, CODE), SHAPE, Map.of()));
        assertEquals(List.of(), open());
    }

    /** Those of this process in the folder. */
    private List<Path> open() throws IOException {
        assumeTrue(Files.isDirectory(OPEN_FILES), "needs a system that lists open files");
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            return files.map(FaceFilesTest::target)
                    .filter(target -> target.startsWith(folder.toAbsolutePath()))
                    .toList();
        }
    }

    /** A file that was closed since it was listed is none. */
    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            return link;
        }
    }
}
