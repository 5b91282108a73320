package io.likeness.training.film;

import io.likeness.imaging.ImageTensor;
import io.likeness.imaging.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * A network's images as a film shows them: of bytes, and where they are larger than 64 pixels a side, averaged down by a whole factor, so
 * that a film stays within a few megabytes. Immutable, safe for threads.
 */
record Reduction(TensorShape from, TensorShape to) {
    private static final int LARGEST_SIDE = 64;

    static Reduction of(TensorShape shape) {
        int factor = (shape.side() + LARGEST_SIDE - 1) / LARGEST_SIDE;
        return new Reduction(shape, new TensorShape(shape.channels(), shape.side() / factor));
    }

    /** Images {@code float[N, C, S, S]} in [0, 1]. */
    List<ImageTensor> apply(float[] images) {
        float[] reduced = from.equals(to) ? images : reduce(images);
        List<ImageTensor> tensors = new ArrayList<>();
        for (int offset = 0; offset < reduced.length; offset += to.size()) {
            tensors.add(ImageTensor.ofUnit(to, reduced, offset));
        }
        return tensors;
    }

    private float[] reduce(float[] images) {
        int planes = images.length / from.area();
        float[] sums = new float[planes * to.area()];
        int[] counts = new int[to.area()];
        for (int i = 0; i < images.length; i++) {
            int cell = cell(i % from.area());
            sums[i / from.area() * to.area() + cell] += images[i];
            counts[cell] += i < from.area() ? 1 : 0;
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= counts[i % counts.length];
        }
        return sums;
    }

    private int cell(int pixel) {
        int y = pixel / from.side() * to.side() / from.side();
        int x = pixel % from.side() * to.side() / from.side();
        return y * to.side() + x;
    }
}
