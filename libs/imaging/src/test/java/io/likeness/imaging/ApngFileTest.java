package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApngFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 40})
    void writesTheBytesOfAllFramesAtOnce(int count) throws IOException {
        List<ApngFrame> frames =
                IntStream.range(0, count).mapToObj(k -> frame(17, k)).toList();
        Path file = folder.resolve("animation.png");
        try (ApngFile target = new ApngFile(file, count)) {
            for (ApngFrame frame : frames) {
                target.add(frame);
            }
            target.finish();
        }
        assertArrayEquals(ApngWriter.write(frames), Files.readAllBytes(file));
    }

    @Test
    void refusesMoreFewerAndOtherFramesThanWereSaid() throws IOException {
        Path file = folder.resolve("animation.png");
        assertThrows(IllegalArgumentException.class, () -> new ApngFile(file, 0));
        try (ApngFile target = new ApngFile(file, 2)) {
            target.add(frame(8, 1));
            assertThrows(IllegalStateException.class, target::finish);
            assertThrows(IllegalArgumentException.class, () -> target.add(frame(9, 1)));
            target.add(frame(8, 2));
            assertThrows(IllegalArgumentException.class, () -> target.add(frame(8, 3)));
        }
    }

    private static ApngFrame frame(int side, int k) {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                picture.setRGB(x, y, (x * 37 + y * 101 + k * 13) * 7919);
            }
        }
        return ApngFrame.of(picture, 80 + k);
    }
}
