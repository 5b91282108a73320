package io.likeness.training.film;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.imaging.PngText;
import io.likeness.imaging.TensorShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmReelTest {
    private static final TensorShape GREY = new TensorShape(1, 16);
    private static final int PADDING = 2;
    private static final int GAP = 4;

    @TempDir
    private Path folder;

    @Test
    void keepsEveryEpochWhileThereIsRoom() {
        assertEquals(range(1, 1, 64), filmed(64).epochs());
    }

    @Test
    void halvesWhatItKeepsWhenFullAndAlwaysHasTheLatest() {
        assertEquals(range(1, 2, 65), filmed(65).epochs());
        assertEquals(
                Stream.concat(range(1, 2, 65).stream(), Stream.of(66)).toList(),
                filmed(66).epochs());
        assertEquals(range(1, 4, 129), filmed(129).epochs());
        List<Integer> thousand = filmed(1_000).epochs();
        assertEquals(1, thousand.getFirst());
        assertEquals(1_000, thousand.getLast());
        assertTrue(thousand.size() <= FilmReel.MOST_SCENES);
        assertEquals(range(1, 16, 993), thousand.subList(0, thousand.size() - 1));
    }

    @Test
    void theStripShowsOriginalsThenAtMostTwelveEpochsFromFirstToLast() throws IOException {
        filmed(40).write(folder);
        byte[] file = Files.readAllBytes(folder.resolve(FilmReel.STRIP));
        assertEquals(Map.of(FilmReel.EPOCHS, "1 4 8 11 15 18 22 25 29 32 36 40"), PngText.read(file));
        BufferedImage strip = ImageIO.read(folder.resolve(FilmReel.STRIP).toFile());
        int cell = GREY.side() + PADDING;
        int block = PADDING + 8 * cell;
        int row = PADDING + cell;
        assertEquals(2 * block + GAP, strip.getWidth());
        assertEquals(13 * row + GAP, strip.getHeight());
        assertEquals(grey(0), sample(strip, PADDING, PADDING), "the first original");
        assertEquals(grey(7), sample(strip, PADDING + 7 * cell, PADDING), "the eighth");
        assertEquals(255, sample(strip, block + GAP + PADDING, PADDING), "nothing above the samples");
        assertEquals(grey(3 + 40), sample(strip, PADDING + 3 * cell, GAP + 12 * row + PADDING), "reconstruction");
        assertEquals(
                grey(105 + 40),
                sample(strip, block + GAP + PADDING + 5 * cell, GAP + 12 * row + PADDING),
                "sample of the last epoch");
    }

    @Test
    void theAnimationHasAFrameForEveryKeptEpochAndRestsOnTheLast() throws IOException {
        filmed(5).write(folder);
        byte[] file = Files.readAllBytes(folder.resolve(FilmReel.ANIMATION));
        assertEquals(List.of(250, 250, 250, 250, 1_500), delays(file));
        BufferedImage first = ImageIO.read(folder.resolve(FilmReel.ANIMATION).toFile());
        int cell = GREY.side() + PADDING;
        assertEquals(PADDING + 8 * cell, first.getWidth());
        assertEquals(2 * (PADDING + 2 * cell) + GAP, first.getHeight());
        assertEquals(grey(15 + 1), sample(first, PADDING + 7 * cell, PADDING + cell), "the last reconstruction");
        assertEquals(
                grey(115 + 1),
                sample(first, PADDING + 7 * cell, 2 * PADDING + 2 * cell + GAP + cell),
                "the last sample");
    }

    @Test
    void aRestoredReelGoesOnAsIfItHadNeverBeenAway() throws IOException {
        FilmReel whole = filmed(70);
        FilmReel restored = FilmReel.restore(filmed(66).save());
        for (int epoch = 67; epoch <= 70; epoch++) {
            film(restored, epoch);
        }
        assertEquals(whole.epochs(), restored.epochs());
        Path other = Files.createDirectory(folder.resolve("restored"));
        whole.write(folder);
        restored.write(other);
        for (String file : List.of(FilmReel.STRIP, FilmReel.ANIMATION)) {
            assertArrayEquals(Files.readAllBytes(folder.resolve(file)), Files.readAllBytes(other.resolve(file)), file);
        }
        assertArrayEquals(whole.save(), restored.save());
    }

    @Test
    void savedReelsAreCompact() {
        TensorShape shape = new TensorShape(3, 16);
        FilmReel reel = new FilmReel(shape, images(shape, 16, 0), 16);
        SplittableRandom random = new SplittableRandom(3);
        for (int epoch = 1; epoch <= 64; epoch++) {
            float[] noise = new float[16 * shape.size()];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = random.nextFloat();
            }
            reel.add(epoch, noise, noise);
        }
        // Noise does not deflate: a byte a value of 65 x 16 and 64 x 16 images, and at most 1 % of framing.
        assertTrue(reel.save().length < 1.01 * (65 + 64) * 16 * shape.size(), reel.save().length + " bytes");
    }

    @Test
    void everyCutReelIsRefused() {
        byte[] saved = filmed(2).save();
        for (int length = 0; length < saved.length; length++) {
            byte[] cut = Arrays.copyOf(saved, length);
            LikenessException refused = assertThrows(LikenessException.class, () -> FilmReel.restore(cut));
            assertEquals(ErrorCode.TRAINING_FAILED, refused.code());
        }
    }

    @Test
    void fewFacesLeaveWhiteCellsAndLargeOnesAreShownSmaller() throws IOException {
        TensorShape large = new TensorShape(3, 144);
        FilmReel reel = new FilmReel(large, images(large, 3, 0), 2);
        reel.add(1, images(large, 3, 20), images(large, 2, 90));
        reel.write(folder);
        BufferedImage strip = ImageIO.read(folder.resolve(FilmReel.STRIP).toFile());
        int cell = 48 + PADDING;
        int row = PADDING + cell;
        assertEquals(2 * (PADDING + 8 * cell) + GAP, strip.getWidth());
        assertEquals(grey(22), sample(strip, PADDING + 2 * cell + 47, GAP + row + PADDING + 47));
        assertEquals(255, sample(strip, PADDING + 3 * cell, GAP + row + PADDING));
    }

    @Test
    void refusesWhatIsNotOfItsShape() {
        FilmReel reel = filmed(3);
        float[] faces = images(GREY, 16, 0);
        assertRefused("epoch: expected 4", () -> reel.add(3, faces, faces));
        assertRefused("reconstructions: expected 4096", () -> reel.add(4, images(GREY, 15, 0), faces));
        assertRefused("decoded: expected 4096", () -> reel.add(4, faces, new float[1]));
        assertRefused("originals: expected 1 to 16", () -> new FilmReel(GREY, images(GREY, 17, 0), 16));
        assertRefused("originals: expected 1 to 16", () -> new FilmReel(GREY, new float[0], 16));
        assertRefused("samples: expected 1 to 16", () -> new FilmReel(GREY, faces, 17));
        assertRefused("scenes: expected 1", () -> new FilmReel(GREY, faces, 16).write(folder));
    }

    private static void assertRefused(String message, Runnable asked) {
        String found = "" + assertThrows(LikenessException.class, asked::run).getMessage();
        assertTrue(found.startsWith(message), found);
    }

    private static FilmReel filmed(int epochs) {
        FilmReel reel = new FilmReel(GREY, images(GREY, 16, 0), 16);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            film(reel, epoch);
        }
        return reel;
    }

    private static void film(FilmReel reel, int epoch) {
        reel.add(epoch, images(GREY, 16, epoch), images(GREY, 16, 100 + epoch));
    }

    /** Plain images, the i-th of the grey level of {@code first + i}. */
    private static float[] images(TensorShape shape, int count, int first) {
        float[] images = new float[count * shape.size()];
        for (int i = 0; i < images.length; i++) {
            images[i] = grey(first + i / shape.size()) / 255f;
        }
        return images;
    }

    private static int grey(int number) {
        return number % 251;
    }

    private static int sample(BufferedImage picture, int x, int y) {
        return picture.getRaster().getSample(x, y, 0);
    }

    private static List<Integer> range(int first, int step, int last) {
        return IntStream.iterate(first, epoch -> epoch <= last, epoch -> epoch + step)
                .boxed()
                .toList();
    }

    /** Of the frames in an animation, in milliseconds. */
    private static List<Integer> delays(byte[] file) {
        List<Integer> delays = new ArrayList<>();
        ByteBuffer chunks = ByteBuffer.wrap(file).position(8);
        while (chunks.hasRemaining()) {
            int length = chunks.getInt();
            String type = new String(file, chunks.position(), 4, StandardCharsets.US_ASCII);
            if (type.equals("fcTL")) {
                delays.add((int) chunks.getShort(chunks.position() + 24));
            }
            chunks.position(chunks.position() + 8 + length);
        }
        return delays;
    }
}
