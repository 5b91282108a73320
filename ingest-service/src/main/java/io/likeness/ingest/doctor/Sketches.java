package io.likeness.ingest.doctor;

import io.likeness.imaging.ImageTensor;
import io.likeness.latents.Whitening;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The sketches of images as directions from the mean of all, each also of the mirror image. What all faces have in common likens none to another. Not safe for
 * threads.
 */
final class Sketches {
    private static final int SIZE = Sketch.SIZE;

    /** Of a byte, for all of a direction. */
    private static final double UNIT = Byte.MAX_VALUE;

    /** Of {@value Sketch#SIZE} signs, so many differ at most between near duplicates; of others about half do. */
    private static final int MOST_SIGNS = 17;

    /** Near duplicates that were cut out otherwise have at least this, and one in several thousand pairs of others. */
    private static final double LEAST_COSINE = 0.65;

    /** Of so many before it an image is looked at beside. */
    private static final int NEAREST = 4;

    private final Whitening whitening;
    private final byte[] upright;
    private final byte[] mirrored;
    private final long[] signs;
    private final long[] mirroredSigns;
    private final float[] distances;
    private int size;

    /** @param capacity images that are added at most */
    Sketches(int capacity, Whitening whitening) {
        this.whitening = whitening;
        this.upright = new byte[Math.multiplyExact(capacity, SIZE)];
        this.mirrored = new byte[capacity * SIZE];
        this.signs = new long[capacity];
        this.mirroredSigns = new long[capacity];
        this.distances = new float[capacity];
    }

    /**
     * Two images that may be one picture.
     *
     * @param other was added before the one
     * @param mirrored whether it is the other's mirror image that is like the one
     * @param cosine of the angle between them, at most 1
     */
    record Pair(int one, int other, boolean mirrored, float cosine) {}

    void add(ImageTensor face) {
        short[] sketch = Sketch.of(face);
        double length = Sketch.plain(sketch) ? 0 : put(sketch, upright, signs);
        distances[size] = (float) (length / Math.sqrt(SIZE));
        if (length > 0) {
            put(Sketch.mirrored(sketch), mirrored, mirroredSigns);
        }
        size++;
    }

    int size() {
        return size;
    }

    /** How far an image is from the mean of all, as the root of its mean square: about 1 for most; 0 for a plain picture. */
    float distance(int image) {
        return distances[image];
    }

    /**
     * The images before one that may be the same picture, those that are most like it: where very many are one picture, each is still found by one before it.
     *
     * @param above the cosine that a pair exceeds, if that is more than what near duplicates have at least
     */
    List<Pair> pairs(int image, double above) {
        Nearest nearest = new Nearest(Math.max(above, LEAST_COSINE));
        if (distances[image] > 0) {
            long own = signs[image];
            for (int other = 0; other < image; other++) {
                if (Long.bitCount(own ^ signs[other]) <= MOST_SIGNS) {
                    nearest.offer(image, other, false);
                }
                if (Long.bitCount(own ^ mirroredSigns[other]) <= MOST_SIGNS) {
                    nearest.offer(image, other, true);
                }
            }
        }
        return nearest.pairs;
    }

    /** The few that are most like one, the first of those that are alike. */
    private final class Nearest {
        private final List<Pair> pairs = new ArrayList<>(NEAREST + 1);
        private double floor;

        Nearest(double floor) {
            this.floor = floor;
        }

        void offer(int image, int other, boolean reflected) {
            float cosine = cosine(image, other, reflected);
            if (cosine > floor && distances[other] > 0) {
                pairs.add(new Pair(image, other, reflected, cosine));
                if (pairs.size() > NEAREST) {
                    pairs.remove(Collections.min(pairs, Comparator.comparing(Pair::cosine)));
                    floor = Collections.min(pairs, Comparator.comparing(Pair::cosine)).cosine;
                }
            }
        }
    }

    private float cosine(int image, int other, boolean reflected) {
        byte[] others = reflected ? mirrored : upright;
        int product = 0;
        for (int k = 0; k < SIZE; k++) {
            product += upright[image * SIZE + k] * others[other * SIZE + k];
        }
        return (float) (product / (UNIT * UNIT));
    }

    /** @return the length of what was put as a direction */
    private double put(short[] sketch, byte[] directions, long[] allSigns) {
        double[] white = whitening.whiten(floats(sketch));
        double squared = 0;
        for (double value : white) {
            squared += value * value;
        }
        double length = Math.sqrt(squared);
        for (int k = 0; k < SIZE; k++) {
            directions[size * SIZE + k] = (byte) Math.round(UNIT * white[k] / length);
            allSigns[size] |= (white[k] > 0 ? 1L : 0L) << k;
        }
        return length;
    }

    private static float[] floats(short[] sketch) {
        float[] floats = new float[SIZE];
        for (int k = 0; k < SIZE; k++) {
            floats[k] = sketch[k];
        }
        return floats;
    }
}
