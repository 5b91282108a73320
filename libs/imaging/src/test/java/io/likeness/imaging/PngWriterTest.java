package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngWriterTest {
    private static final ImageTensor PIXEL = ImageTensor.of(new TensorShape(1, 1), new byte[] {7});

    @Test
    void imageIoReadsBackEveryPixel() {
        SeededCases.forEach(40, random -> {
            TensorShape shape = new TensorShape(random.nextBoolean() ? 1 : 3, random.nextInt(1, 70));
            ImageTensor face = SeededCases.tensor(random, shape);
            assertEquals(face, new Framing(Crop.whole(), shape).apply(decode(PngWriter.write(face))));
        });
    }

    @Test
    void smoothFacesAreFilteredAndCompressed() {
        TensorShape shape = new TensorShape(1, 64);
        byte[] slope = new byte[shape.size()];
        for (int k = 0; k < slope.length; k++) {
            slope[k] = (byte) (k % 64 + k / 64);
        }
        ImageTensor face = ImageTensor.of(shape, slope);
        byte[] file = PngWriter.write(face);
        assertEquals(face, new Framing(Crop.whole(), shape).apply(decode(file)));
        assertTrue(file.length < 300, "a slope is constant after filtering, found " + file.length);
    }

    @Test
    void sameInputSameBytes() {
        Map<String, String> text = Map.of("seed", "42");
        assertArrayEquals(PngWriter.write(PIXEL, text), PngWriter.write(PIXEL, text));
    }

    @Test
    void writesAGridInGreyAndInColour() {
        SeededCases.forEach(10, random -> {
            TensorShape shape = new TensorShape(random.nextBoolean() ? 1 : 3, 5);
            BufferedImage grid = new FaceGrid(3, 1, 2, 40).draw(List.of(SeededCases.tensor(random, shape)));
            BufferedImage read = decode(PngWriter.write(grid, Map.of()));
            int all = grid.getWidth() * grid.getHeight() * shape.channels();
            assertArrayEquals(
                    grid.getRaster().getPixels(0, 0, grid.getWidth(), grid.getHeight(), new int[all]),
                    read.getRaster().getPixels(0, 0, grid.getWidth(), grid.getHeight(), new int[all]));
        });
    }

    @Test
    void textComesBackInOrder() {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("likeness:seed", "-9223372036854775808");
        text.put("likeness:index", "0");
        text.put("Author", "Zo\u00eb");
        text.put("Comment", "\u9854 two\nlines");
        text.put("empty", "");
        Map<String, String> read = PngText.read(PngWriter.write(PIXEL, text));
        assertEquals(List.copyOf(text.entrySet()), List.copyOf(read.entrySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " seed", "seed ", "se\u0000ed", "s\u00e9ed"})
    void rejectsAKeywordThatPngForbids(String keyword) {
        assertThrows(IllegalArgumentException.class, () -> PngWriter.write(PIXEL, Map.of(keyword, "1")));
    }

    @Test
    void rejectsAPictureThatIsNotEightBit() {
        BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        assertThrows(IllegalArgumentException.class, () -> PngWriter.write(deep, Map.of()));
    }

    @Test
    void readingNamesADamagedChunk() {
        byte[] file = PngWriter.write(PIXEL, Map.of("seed", "42"));
        file[PngChunks.SIGNATURE.length + 25 + 8] ^= 1;
        String message = ""
                + assertThrows(IllegalArgumentException.class, () -> PngText.read(file))
                        .getMessage();
        assertTrue(message.contains("chunk tEXt"), message);
    }

    @Test
    void everyCutFileIsRejectedAndNothingElseEscapes() {
        byte[] file = PngWriter.write(PIXEL, Map.of("seed", "42"));
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThrows(IllegalArgumentException.class, () -> PngText.read(cut));
        }
    }

    private static BufferedImage decode(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
