package io.likeness.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.ToyFaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {
    private static final TrainingConfiguration TINY = ToyFaces.network(8, 1, 2, List.of(2), 2, 1, 1e-3, 0);

    @TempDir
    private Path folder;

    @Test
    void readsImagesInTheAskedOrderAsUnitNumbers() throws IOException {
        ImageCache cache = cache(3);
        float[] images = cache.read(new int[] {2, 0, 1}, 0, 2);
        assertEquals(128, images.length);
        assertEquals(200 / 255f, images[0]);
        assertEquals(0f, images[127]);
    }

    @Test
    void refusesAFileOfAnotherLength() throws IOException {
        cache(3);
        LikenessException refusal =
                assertThrows(LikenessException.class, () -> ImageCache.open(folder.resolve("cache"), 4, TINY));
        assertEquals("cache: expected 4 images in 256 bytes, found 192 bytes", refusal.getMessage());
    }

    @Test
    void spreadsOverTheWholeCache() throws IOException {
        float[] images = cache(3).spread(2);
        assertEquals(0f, images[0]);
        assertEquals(100 / 255f, images[64]);
    }

    @Test
    void anEpochVisitsEveryImageOnce() {
        int[] order = ImageOrder.shuffled(1000, 7, 3);
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        assertArrayEquals(ImageOrder.natural(1000), sorted);
        assertArrayEquals(order, ImageOrder.shuffled(1000, 7, 3));
        assertFalse(Arrays.equals(order, ImageOrder.shuffled(1000, 7, 4)));
        assertFalse(Arrays.equals(order, ImageOrder.shuffled(1000, 8, 3)));
    }

    private ImageCache cache(int count) throws IOException {
        byte[] pixels = new byte[count * 64];
        for (int image = 0; image < count; image++) {
            Arrays.fill(pixels, image * 64, (image + 1) * 64, (byte) (image * 100));
        }
        Path file = Files.write(folder.resolve("cache"), pixels);
        return ImageCache.open(file, count, TINY);
    }
}
