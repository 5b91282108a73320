package io.likeness.training.adversarial;

import io.likeness.contracts.model.RandomStream;
import java.util.Arrays;

/**
 * Random changes of what the discriminator sees, real and drawn alike, through which gradients flow back (Zhao et al., "Differentiable
 * Augmentation for Data-Efficient GAN Training", NeurIPS 2020): brightness, contrast around the image's mean, and a shift that brings in
 * zeros. All are linear in the image but for a constant. One object holds the choices for a batch; for one thread.
 */
final class DifferentiableAugmentation {
    /** Half of the paper's, whose images span 2. */
    private static final double BRIGHTNESS = 0.25;

    private static final double CONTRAST = 0.5;
    /** The greatest shift is the side over this. */
    private static final int SHIFTS = 8;

    private final int channels;
    private final int side;
    private float[] brightness = new float[0];
    private float[] contrast = new float[0];
    private int[] right = new int[0];
    private int[] down = new int[0];

    DifferentiableAugmentation(int channels, int side) {
        this.channels = channels;
        this.side = side;
    }

    /** New choices for so many images. */
    void draw(RandomStream random, int count) {
        if (brightness.length < count) {
            brightness = new float[count];
            contrast = new float[count];
            right = new int[count];
            down = new int[count];
        }
        int most = side / SHIFTS;
        for (int i = 0; i < count; i++) {
            brightness[i] = (float) (BRIGHTNESS * (2 * random.nextDouble() - 1));
            contrast[i] = (float) (1 + CONTRAST * (2 * random.nextDouble() - 1));
            right[i] = (int) (random.nextDouble() * (2 * most + 1)) - most;
            down[i] = (int) (random.nextDouble() * (2 * most + 1)) - most;
        }
    }

    /** @param target overwritten with the changed images, {@code float[count, C, S, S]} */
    void apply(float[] images, int count, float[] target) {
        int plane = side * side;
        int length = channels * plane;
        for (int image = 0; image < count; image++) {
            int offset = image * length;
            float mean = mean(images, offset, length);
            float scale = contrast[image];
            float shift = mean - scale * mean + brightness[image];
            for (int channel = 0; channel < channels; channel++) {
                move(images, offset + channel * plane, right[image], down[image], scale, shift, target);
            }
        }
    }

    /**
     * The adjoint: gradients by the changed images become gradients by the images.
     *
     * @param target overwritten
     */
    void back(float[] gradients, int count, float[] target) {
        int plane = side * side;
        int length = channels * plane;
        for (int image = 0; image < count; image++) {
            int offset = image * length;
            for (int channel = 0; channel < channels; channel++) {
                move(gradients, offset + channel * plane, -right[image], -down[image], 1, 0, target);
            }
            float scale = contrast[image];
            float shared = (1 - scale) * mean(target, offset, length);
            for (int i = offset; i < offset + length; i++) {
                target[i] = scale * target[i] + shared;
            }
        }
    }

    private void move(float[] from, int offset, int x, int y, float scale, float shift, float[] to) {
        for (int row = 0; row < side; row++) {
            int source = row - y;
            int start = offset + row * side;
            Arrays.fill(to, start, start + side, 0);
            if (source >= 0 && source < side) {
                int first = Math.max(0, x);
                int last = Math.min(side, side + x);
                int at = offset + source * side - x;
                for (int column = first; column < last; column++) {
                    to[start + column] = scale * from[at + column] + shift;
                }
            }
        }
    }

    private static float mean(float[] values, int offset, int length) {
        double sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += values[i];
        }
        return (float) (sum / length);
    }
}
