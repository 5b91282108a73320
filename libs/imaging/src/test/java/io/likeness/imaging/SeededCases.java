package io.likeness.imaging;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Random cases with fixed seeds; a failure names the seed that gave it. */
final class SeededCases {
    private SeededCases() {}

    static void forEach(int cases, Consumer<SplittableRandom> property) {
        for (long seed = 1; seed <= cases; seed++) {
            try {
                property.accept(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    static ImageTensor tensor(SplittableRandom random, TensorShape shape) {
        byte[] values = new byte[shape.size()];
        random.nextBytes(values);
        return ImageTensor.of(shape, values);
    }

    static BufferedImage photo(SplittableRandom random, int width, int height, int type) {
        BufferedImage photo = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                photo.setRGB(x, y, random.nextInt() | 0xff000000);
            }
        }
        return photo;
    }
}
