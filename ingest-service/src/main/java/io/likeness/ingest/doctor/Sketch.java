package io.likeness.ingest.doctor;

import io.likeness.imaging.ImageTensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is left of a face in its {@value #SIZE} lowest frequencies: cosine transform of 16 x 16 grey pixels, without the mean and in shares of the contrast, so that
 * neither brightness nor contrast changes it (after Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010, section 3.2.1, with
 * more of the numbers than their signs).
 */
final class Sketch {
    /** Numbers of a sketch. */
    static final int SIZE = 48;

    private static final int SIDE = 16;

    /** A share of the contrast as a whole number. */
    private static final int UNIT = 16_384;

    /** Below it a picture is plain, and is like no other. */
    private static final double LEAST_CONTRAST = 1;

    private static final double[][] BASIS = basis();
    private static final List<Frequency> FREQUENCIES = lowest();

    private Sketch() {}

    private record Frequency(int down, int across) {
        int squared() {
            return down * down + across * across;
        }
    }

    /** The sketch of a face, {@code short[48]}; all 0 for a plain picture. */
    static short[] of(ImageTensor face) {
        byte[] pixels = face.grey().resized(SIDE).values();
        double[][] rows = new double[SIDE][SIDE];
        double sum = 0;
        double squares = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int value = pixels[y * SIDE + x] & 0xff;
                sum += value;
                squares += (double) value * value;
                for (int u = 0; u < SIDE; u++) {
                    rows[y][u] += value * BASIS[u][x];
                }
            }
        }
        double contrast = Math.sqrt(Math.max(0, squares - sum * sum / (SIDE * SIDE)));
        double scale = contrast < LEAST_CONTRAST * SIDE ? 0 : UNIT / contrast;
        short[] sketch = new short[SIZE];
        for (int k = 0; k < SIZE; k++) {
            Frequency frequency = FREQUENCIES.get(k);
            double value = 0;
            for (int y = 0; y < SIDE; y++) {
                value += rows[y][frequency.across] * BASIS[frequency.down][y];
            }
            sketch[k] = (short) Math.round(value * scale);
        }
        return sketch;
    }

    /** Whether it is of a picture that shows nothing. */
    static boolean plain(short[] sketch) {
        for (short number : sketch) {
            if (number != 0) {
                return false;
            }
        }
        return true;
    }

    /** The sketch of the mirror image. */
    static short[] mirrored(short[] sketch) {
        short[] mirrored = sketch.clone();
        for (int k = 0; k < SIZE; k++) {
            if (FREQUENCIES.get(k).across % 2 == 1) {
                mirrored[k] = (short) -sketch[k];
            }
        }
        return mirrored;
    }

    /** Orthonormal, so that no number is larger than the contrast. */
    private static double[][] basis() {
        double[][] basis = new double[SIDE][SIDE];
        for (int u = 0; u < SIDE; u++) {
            double norm = Math.sqrt((u == 0 ? 1.0 : 2.0) / SIDE);
            for (int x = 0; x < SIDE; x++) {
                basis[u][x] = norm * Math.cos(Math.PI * (x + 0.5) * u / SIDE);
            }
        }
        return basis;
    }

    private static List<Frequency> lowest() {
        List<Frequency> all = new ArrayList<>();
        for (int down = 0; down < SIDE; down++) {
            for (int across = 0; across < SIDE; across++) {
                all.add(new Frequency(down, across));
            }
        }
        all.sort(Comparator.comparingInt(Frequency::squared).thenComparingInt(Frequency::down));
        return List.copyOf(all.subList(1, SIZE + 1));
    }
}
