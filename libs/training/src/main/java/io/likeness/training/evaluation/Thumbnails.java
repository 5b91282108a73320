package io.likeness.training.evaluation;

import io.likeness.contracts.training.TrainingConfiguration;

/** Images averaged down to 8 x 8 pixels a channel: few enough numbers for a covariance from hundreds of images. */
public final class Thumbnails {
    private static final int SIDE = 8;

    private Thumbnails() {}

    /** {@code double[N][C * 64]} in [0, 1] of images {@code float[N, C, S, S]}, S at least 8. */
    public static double[][] of(float[] images, TrainingConfiguration configuration) {
        int length = configuration.imageLength();
        double[][] thumbnails = new double[images.length / length][];
        for (int image = 0; image < thumbnails.length; image++) {
            thumbnails[image] = thumbnail(images, image * length, configuration);
        }
        return thumbnails;
    }

    private static double[] thumbnail(float[] images, int offset, TrainingConfiguration configuration) {
        int side = configuration.side();
        double[] sums = new double[configuration.channels() * SIDE * SIDE];
        int[] counts = new int[sums.length];
        for (int i = 0; i < configuration.imageLength(); i++) {
            int channel = i / (side * side);
            int y = i / side % side * SIDE / side;
            int x = i % side * SIDE / side;
            int cell = (channel * SIDE + y) * SIDE + x;
            sums[cell] += images[offset + i];
            counts[cell]++;
        }
        for (int cell = 0; cell < sums.length; cell++) {
            sums[cell] /= counts[cell];
        }
        return sums;
    }
}
