package io.likeness.training.evaluation;

/** Distances between images as vectors of pixels. */
public final class PixelDistance {
    private PixelDistance() {}

    /** Mean Euclidean distance over all pairs of the images {@code float[N * length]}, N at least 2. */
    public static double meanPairwise(float[] images, int length) {
        int count = images.length / length;
        double sum = 0;
        for (int a = 0; a < count; a++) {
            for (int b = a + 1; b < count; b++) {
                sum += Math.sqrt(squared(images, a * length, b * length, length));
            }
        }
        return sum / (count * (count - 1) / 2.0);
    }

    private static double squared(float[] images, int a, int b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            double difference = images[a + i] - images[b + i];
            sum += difference * difference;
        }
        return sum;
    }
}
