package io.likeness.training.loss;

import io.likeness.contracts.training.LossWeights;

/**
 * Means over an 11 x 11 Gaussian window of standard deviation 1.5 (Wang et al. 2004, section III-B), rows then columns, at the positions where
 * the whole window lies within a plane {@code [S, S]}, and the adjoint of that. A plane's results keep its row length S: the last 10 columns
 * and rows hold nothing. Loops run over whole planes, so that the compiler uses vector instructions. For one thread.
 */
final class GaussianWindow {
    static final int SIDE = LossWeights.SSIM_WINDOW;
    private static final double DEVIATION = 1.5;

    private final int side;
    private final int valid;
    private final float[] weights = new float[SIDE];
    private final float[] rows;

    GaussianWindow(int side) {
        this.side = side;
        this.valid = side - SIDE + 1;
        this.rows = new float[planeLength()];
        double sum = 0;
        double[] exact = new double[SIDE];
        for (int i = 0; i < SIDE; i++) {
            double distance = i - SIDE / 2;
            exact[i] = StrictMath.exp(-distance * distance / (2 * DEVIATION * DEVIATION));
            sum += exact[i];
        }
        for (int i = 0; i < SIDE; i++) {
            weights[i] = (float) (exact[i] / sum);
        }
    }

    /** Length of an array that holds a plane from {@link #start()} on, with room for the window on both sides. */
    int planeLength() {
        return start() + side * side + start();
    }

    int start() {
        return (SIDE - 1) * (side + 1);
    }

    /** Positions along one side. */
    int valid() {
        return valid;
    }

    /** Means of {@code plane}; what stands outside the valid positions of {@code means} is undefined. */
    void means(float[] plane, float[] means) {
        int start = start();
        slide(plane, rows, start, start + side * side, 1);
        slide(rows, means, start, start + valid * side, side);
    }

    /** The transposed map: what a change of each pixel changes in all means, weighed by {@code perMean}, which is 0 outside the valid positions. */
    void adjoint(float[] perMean, float[] perPixel) {
        int start = start();
        slide(perMean, rows, start, start + side * side, -side);
        slide(rows, perPixel, start, start + side * side, -1);
    }

    /** {@code to[i] = sum over k of w[k] from[i + k step]}; the window is symmetric. */
    private void slide(float[] from, float[] to, int begin, int end, int step) {
        float w0 = weights[0];
        float w1 = weights[1];
        float w2 = weights[2];
        float w3 = weights[3];
        float w4 = weights[4];
        float w5 = weights[5];
        for (int i = begin; i < end; i++) {
            to[i] = w0 * (from[i] + from[i + 10 * step])
                    + w1 * (from[i + step] + from[i + 9 * step])
                    + w2 * (from[i + 2 * step] + from[i + 8 * step])
                    + w3 * (from[i + 3 * step] + from[i + 7 * step])
                    + w4 * (from[i + 4 * step] + from[i + 6 * step])
                    + w5 * from[i + 5 * step];
        }
    }
}
