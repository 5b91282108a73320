package io.likeness.training.adversarial;

import io.likeness.latents.RandomStream;
import java.util.Arrays;

/**
 * Random shifts of what the discriminator sees, real and drawn alike, through which gradients flow back (Zhao et al., "Differentiable
 * Augmentation for Data-Efficient GAN Training", NeurIPS 2020, whose changes of brightness and contrast made samples worse here). What comes in at
 * an edge is 0. One object holds the choices for a batch; for one thread.
 */
final class RandomShifts {
    /** The greatest shift is the side over this. */
    private static final int PART = 8;

    private final int channels;
    private final int side;
    private int[] right = new int[0];
    private int[] down = new int[0];

    RandomShifts(int channels, int side) {
        this.channels = channels;
        this.side = side;
    }

    /** New choices for so many images. */
    void draw(RandomStream random, int count) {
        if (right.length < count) {
            right = new int[count];
            down = new int[count];
        }
        int most = side / PART;
        for (int i = 0; i < count; i++) {
            right[i] = (int) (random.nextDouble() * (2 * most + 1)) - most;
            down[i] = (int) (random.nextDouble() * (2 * most + 1)) - most;
        }
    }

    /** @param target overwritten with the shifted images, {@code float[count, C, S, S]} */
    void apply(float[] images, int count, float[] target) {
        for (int image = 0; image < count; image++) {
            move(images, image, right[image], down[image], target);
        }
    }

    /**
     * The adjoint: gradients by the shifted images become gradients by the images.
     *
     * @param target overwritten
     */
    void back(float[] gradients, int count, float[] target) {
        for (int image = 0; image < count; image++) {
            move(gradients, image, -right[image], -down[image], target);
        }
    }

    private void move(float[] from, int image, int x, int y, float[] to) {
        int width = side - Math.abs(x);
        for (int plane = image * channels; plane < (image + 1) * channels; plane++) {
            for (int row = 0; row < side; row++) {
                int source = row - y;
                int start = (plane * side + row) * side;
                Arrays.fill(to, start, start + side, 0);
                if (source >= 0 && source < side) {
                    int first = (plane * side + source) * side;
                    System.arraycopy(from, first + Math.max(0, -x), to, start + Math.max(0, x), width);
                }
            }
        }
    }
}
