package io.likeness.imaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ApngWriterTest {
    private static final int GREY = BufferedImage.TYPE_BYTE_GRAY;
    private static final int COLOUR = BufferedImage.TYPE_3BYTE_BGR;

    @Test
    void numbersFramesAndTheirDataInOneSequence() {
        List<Chunk> chunks = chunks(ApngWriter.write(frames(3, 5, 4, GREY)));
        assertEquals(
                List.of("IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"),
                chunks.stream().map(Chunk::type).toList());
        assertArrayEquals(new int[] {3, 0}, chunks.get(1).integers(2), "frames, and repeated for ever");
        assertEquals(
                List.of(0, 1, 2, 3, 4),
                chunks.stream()
                        .filter(chunk -> chunk.type().startsWith("f"))
                        .map(chunk -> chunk.integers(1)[0])
                        .toList());
    }

    @Test
    void everyFrameCoversTheImageForItsTime() {
        ApngFrame frame = frames(1, 7, 3, COLOUR).getFirst();
        List<Chunk> chunks = chunks(ApngWriter.write(List.of(frame.lasting(250), frame.lasting(65_535))));
        ByteBuffer first = ByteBuffer.wrap(chunks.get(2).data());
        assertArrayEquals(new int[] {0, 7, 3, 0, 0}, chunks.get(2).integers(5));
        assertEquals(250, first.getShort(20));
        assertEquals(1_000, first.getShort(22));
        assertEquals(0, first.getShort(24), "neither disposal nor blending");
        assertEquals((short) 65_535, ByteBuffer.wrap(chunks.get(4).data()).getShort(20));
    }

    @Test
    void imageIoReadsTheFirstFrame() throws IOException {
        for (int type : new int[] {GREY, COLOUR}) {
            BufferedImage first = picture(new SplittableRandom(1), 9, 6, type);
            BufferedImage second = picture(new SplittableRandom(2), 9, 6, type);
            byte[] file = ApngWriter.write(List.of(ApngFrame.of(first, 100), ApngFrame.of(second, 100)));
            assertEquals(samples(first), samples(ImageIO.read(new ByteArrayInputStream(file))));
        }
    }

    @Test
    void laterFramesCarryTheirOwnPixels() throws DataFormatException {
        BufferedImage second = new BufferedImage(4, 2, GREY);
        second.getRaster().setSample(3, 1, 0, 200);
        List<ApngFrame> frames = List.of(ApngFrame.of(new BufferedImage(4, 2, GREY), 1), ApngFrame.of(second, 1));
        byte[] data = chunks(ApngWriter.write(frames)).get(5).data();
        Inflater inflater = new Inflater();
        inflater.setInput(data, 4, data.length - 4);
        byte[] rows = new byte[10];
        assertEquals(10, inflater.inflate(rows));
        inflater.end();
        assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 200}, rows, "two rows without a filter");
    }

    @Test
    void sameFramesSameBytes() {
        assertArrayEquals(ApngWriter.write(frames(4, 8, 8, COLOUR)), ApngWriter.write(frames(4, 8, 8, COLOUR)));
    }

    @Test
    void rejectsWhatIsNoAnimation() {
        List<ApngFrame> mixed = new ArrayList<>(frames(1, 4, 4, GREY));
        mixed.addAll(frames(1, 4, 4, COLOUR));
        assertThrows(IllegalArgumentException.class, () -> ApngWriter.write(mixed));
        assertThrows(IllegalArgumentException.class, () -> ApngWriter.write(List.of()));
        assertThrows(IllegalArgumentException.class, () -> mixed.getFirst().lasting(65_536));
        assertThrows(IllegalArgumentException.class, () -> mixed.getFirst().lasting(-1));
    }

    private static List<ApngFrame> frames(int count, int width, int height, int type) {
        SplittableRandom random = new SplittableRandom(7);
        List<ApngFrame> frames = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            frames.add(ApngFrame.of(picture(random, width, height, type), 100));
        }
        return frames;
    }

    private static BufferedImage picture(SplittableRandom random, int width, int height, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        int[] samples = random.ints((long) width * height * picture.getRaster().getNumBands(), 0, 256)
                .toArray();
        picture.getRaster().setPixels(0, 0, width, height, samples);
        return picture;
    }

    private static List<Integer> samples(BufferedImage picture) {
        int[] samples = picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
        return Arrays.stream(samples).boxed().toList();
    }

    /** All chunks of a file, each CRC checked. */
    private static List<Chunk> chunks(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).position(PngChunks.SIGNATURE.length);
        List<Chunk> chunks = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] data = new byte[bytes.getInt()];
            byte[] type = new byte[4];
            bytes.get(type).get(data);
            CRC32 crc = new CRC32();
            crc.update(type);
            crc.update(data);
            assertEquals((int) crc.getValue(), bytes.getInt());
            chunks.add(new Chunk(new String(type, StandardCharsets.US_ASCII), data));
        }
        return chunks;
    }

    private record Chunk(String type, byte[] data) {
        int[] integers(int count) {
            int[] integers = new int[count];
            ByteBuffer.wrap(data).asIntBuffer().get(integers);
            return integers;
        }
    }
}
