package io.likeness.imaging;

/**
 * Weights that resize one axis from {@code from} to {@code to} samples with an antialiased triangle filter: output i
 * sits at {@code (i + 1/2) * from / to}, and input x weighs {@code max(0, 1 - |x + 1/2 - position| / radius)} with
 * {@code radius = max(1, from / to)}, normalised to sum 1. Enlarging, this is linear interpolation. (Turkowski,
 * "Filters for common resampling tasks", Graphics Gems, 1990; Pillow calls it BILINEAR.)
 */
record Resampling(int from, int[] first, float[][] weights) {
    static Resampling of(int from, int to) {
        double scale = (double) from / to;
        double radius = Math.max(1, scale);
        int[] first = new int[to];
        float[][] weights = new float[to][];
        for (int i = 0; i < to; i++) {
            double position = (i + 0.5) * scale;
            first[i] = Math.max(0, (int) Math.floor(position - radius + 0.5));
            int end = Math.min(from, (int) Math.floor(position + radius + 0.5));
            weights[i] = triangle(first[i], end, position, radius);
        }
        return new Resampling(from, first, weights);
    }

    int to() {
        return first.length;
    }

    /** One past the last input that output {@code i} reads. */
    int end(int i) {
        return first[i] + weights[i].length;
    }

    private static float[] triangle(int start, int end, double position, double radius) {
        double[] exact = new double[end - start];
        double sum = 0;
        for (int k = 0; k < exact.length; k++) {
            exact[k] = Math.max(0, 1 - Math.abs(start + k + 0.5 - position) / radius);
            sum += exact[k];
        }
        float[] weights = new float[exact.length];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) (exact[k] / sum);
        }
        return weights;
    }
}
