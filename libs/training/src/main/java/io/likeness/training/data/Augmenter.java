package io.likeness.training.data;

import io.likeness.contracts.Require;
import io.likeness.contracts.training.Augmentation;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.latents.RandomStream;

/**
 * Turns stored pixels into a network's input, changed at random. All changes are one affine map, sampled bilinearly once; beyond the edge lies
 * the edge. What is drawn for an image depends on seed, epoch and image alone. For one thread.
 */
final class Augmenter {
    private static final float GREATEST_BYTE = 255f;
    private static final long EPOCH_GAMMA = 0xD1B54A32D192ED03L;
    private static final long IMAGE_GAMMA = 0x8CB92BA72F3D8DD7L;

    private final Augmentation augmentation;
    private final int channels;
    private final int side;
    private final long seed;
    private final boolean warping;
    private final float[] plane;

    Augmenter(TrainingConfiguration configuration) {
        this.augmentation = configuration.augmentation();
        this.channels = configuration.channels();
        this.side = configuration.side();
        this.seed = configuration.seed();
        this.warping = augmentation.rotation() > 0 || augmentation.scaling() > 0 || augmentation.cropping() > 0;
        this.plane = new float[side * side];
    }

    /**
     * Writes one image.
     *
     * @param pixels {@code uint8[C, S, S]}
     * @param image its index in the dataset
     * @param target {@code float[C, S, S]} in [0, 1] from {@code offset} on
     */
    void write(byte[] pixels, int epoch, int image, float[] target, int offset) {
        if (augmentation.equals(Augmentation.NONE)) {
            plain(pixels, target, offset);
            return;
        }
        RandomStream random =
                new RandomStream((seed + epoch * EPOCH_GAMMA + image * IMAGE_GAMMA) & Require.GREATEST_SEED);
        boolean mirrored = augmentation.mirroring() && random.nextDouble() < 0.5;
        if (warping) {
            warp(pixels, random, mirrored, target, offset);
        } else if (mirrored) {
            mirror(pixels, target, offset);
        } else {
            plain(pixels, target, offset);
        }
    }

    private static void plain(byte[] pixels, float[] target, int offset) {
        for (int i = 0; i < pixels.length; i++) {
            target[offset + i] = (pixels[i] & 0xFF) / GREATEST_BYTE;
        }
    }

    private void mirror(byte[] pixels, float[] target, int offset) {
        for (int row = 0; row < pixels.length; row += side) {
            for (int x = 0; x < side; x++) {
                target[offset + row + x] = (pixels[row + side - 1 - x] & 0xFF) / GREATEST_BYTE;
            }
        }
    }

    private void warp(byte[] pixels, RandomStream random, boolean mirrored, float[] target, int offset) {
        double angle = StrictMath.toRadians(augmentation.rotation() * symmetric(random));
        double scale = 1 / (1 + augmentation.scaling() * symmetric(random));
        double shiftX = augmentation.cropping() * side * symmetric(random);
        double shiftY = augmentation.cropping() * side * symmetric(random);
        float cosine = (float) (scale * StrictMath.cos(angle));
        float sine = (float) (scale * StrictMath.sin(angle));
        float centre = (side - 1) / 2f;
        float acrossX = mirrored ? -cosine : cosine;
        float acrossY = mirrored ? -sine : sine;
        float startX = centre + (float) shiftX - acrossX * centre + sine * centre;
        float startY = centre + (float) shiftY - acrossY * centre - cosine * centre;
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = (pixels[channel * plane.length + i] & 0xFF) / GREATEST_BYTE;
            }
            for (int y = 0; y < side; y++) {
                int row = offset + channel * plane.length + y * side;
                float rowX = startX - sine * y;
                float rowY = startY + cosine * y;
                for (int x = 0; x < side; x++) {
                    target[row + x] = sample(rowX + acrossX * x, rowY + acrossY * x);
                }
            }
        }
    }

    private float sample(float x, float y) {
        float most = side - 1;
        float insideX = Math.min(most, Math.max(0, x));
        float insideY = Math.min(most, Math.max(0, y));
        int left = Math.min(side - 2, (int) insideX);
        int top = Math.min(side - 2, (int) insideY);
        float right = insideX - left;
        float low = insideY - top;
        int i = top * side + left;
        float above = plane[i] + right * (plane[i + 1] - plane[i]);
        float below = plane[i + side] + right * (plane[i + side + 1] - plane[i + side]);
        return above + low * (below - above);
    }

    /** Uniform in [-1, 1). */
    private static double symmetric(RandomStream random) {
        return 2 * random.nextDouble() - 1;
    }
}
