package io.likeness.training.evaluation;

import io.likeness.contracts.Require;
import io.likeness.latents.RandomStream;
import java.util.Arrays;

/**
 * Distance between the small structures of two sets of images, by no network's opinion: patches of 7 x 7 from the levels of a Laplacian pyramid,
 * normalised by channel, compared along random directions (Karras et al., "Progressive Growing of GANs", ICLR 2018, section 5). The mean of the
 * levels' distances times 1,000, as published; 0 for equal sets. Deterministic. Immutable, safe for threads.
 */
public final class SlicedWasserstein {
    private static final int PATCH = 7;
    private static final int PATCHES_AN_IMAGE = 32;
    private static final int DIRECTIONS = 128;
    private static final int LEAST_SIDE = 16;
    private static final double SCALE = 1000;
    private static final double LEAST_SPREAD = 1e-8;

    private final int channels;
    private final int side;
    private final long seed;

    /** @param side of images, 7 or more */
    public SlicedWasserstein(int channels, int side, long seed) {
        Require.between("side", side, PATCH, Integer.MAX_VALUE);
        this.channels = channels;
        this.side = side;
        this.seed = seed;
    }

    /** @param count images {@code float[count, C, S, S]} in each */
    public double between(float[] first, float[] second, int count) {
        RandomStream random = new RandomStream(seed);
        double sum = 0;
        int levels = 0;
        float[] left = first;
        float[] right = second;
        int size = side;
        while (true) {
            boolean last = size % 2 != 0 || size / 2 < LEAST_SIDE;
            float[] leftHalf = last ? left : halved(left, count * channels, size);
            float[] rightHalf = last ? right : halved(right, count * channels, size);
            float[] leftBand = last ? left : band(left, leftHalf, count * channels, size);
            float[] rightBand = last ? right : band(right, rightHalf, count * channels, size);
            sum += distance(leftBand, rightBand, count, size, random);
            levels++;
            if (last) {
                return SCALE * sum / levels;
            }
            left = leftHalf;
            right = rightHalf;
            size /= 2;
        }
    }

    private double distance(float[] first, float[] second, int count, int size, RandomStream random) {
        int[] corners = new int[count * PATCHES_AN_IMAGE];
        int places = size - PATCH + 1;
        for (int i = 0; i < corners.length; i++) {
            corners[i] = (int) (random.nextDouble() * places) * size + (int) (random.nextDouble() * places);
        }
        float[][] left = patches(first, corners, size);
        float[][] right = patches(second, corners, size);
        double sum = 0;
        float[] direction = new float[channels * PATCH * PATCH];
        for (int i = 0; i < DIRECTIONS; i++) {
            double square = 0;
            for (int k = 0; k < direction.length; k++) {
                direction[k] = (float) random.nextGaussian();
                square += direction[k] * direction[k];
            }
            float[] along = projected(left, direction, Math.sqrt(square));
            float[] other = projected(right, direction, Math.sqrt(square));
            for (int k = 0; k < along.length; k++) {
                sum += Math.abs(along[k] - other[k]);
            }
        }
        return sum / DIRECTIONS / corners.length;
    }

    /** Normalised by channel over all. */
    private float[][] patches(float[] images, int[] corners, int size) {
        int plane = size * size;
        int part = PATCH * PATCH;
        float[][] patches = new float[corners.length][channels * part];
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < corners.length; i++) {
                int start = (i / PATCHES_AN_IMAGE * channels + channel) * plane + corners[i];
                for (int k = 0; k < part; k++) {
                    float value = images[start + k / PATCH * size + k % PATCH];
                    patches[i][channel * part + k] = value;
                    sum += value;
                    squares += value * value;
                }
            }
            long numbers = (long) corners.length * part;
            double mean = sum / numbers;
            double spread = Math.sqrt(Math.max(LEAST_SPREAD, squares / numbers - mean * mean));
            for (float[] patch : patches) {
                for (int k = channel * part; k < (channel + 1) * part; k++) {
                    patch[k] = (float) ((patch[k] - mean) / spread);
                }
            }
        }
        return patches;
    }

    private static float[] projected(float[][] patches, float[] direction, double length) {
        float[] along = new float[patches.length];
        for (int i = 0; i < patches.length; i++) {
            float sum = 0;
            for (int k = 0; k < direction.length; k++) {
                sum += patches[i][k] * direction[k];
            }
            along[i] = (float) (sum / length);
        }
        Arrays.sort(along);
        return along;
    }

    private static float[] halved(float[] planes, int count, int size) {
        int half = size / 2;
        float[] small = new float[count * half * half];
        for (int plane = 0; plane < count; plane++) {
            for (int i = 0; i < half * half; i++) {
                int at = plane * size * size + i / half * 2 * size + i % half * 2;
                small[plane * half * half + i] =
                        (planes[at] + planes[at + 1] + planes[at + size] + planes[at + size + 1]) / 4;
            }
        }
        return small;
    }

    /** What halving loses. */
    private static float[] band(float[] planes, float[] small, int count, int size) {
        int half = size / 2;
        float[] lost = new float[count * size * size];
        for (int plane = 0; plane < count; plane++) {
            for (int i = 0; i < size * size; i++) {
                int coarse = plane * half * half + i / size / 2 * half + i % size / 2;
                lost[plane * size * size + i] = planes[plane * size * size + i] - small[coarse];
            }
        }
        return lost;
    }
}
