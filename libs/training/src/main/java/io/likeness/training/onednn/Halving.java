package io.likeness.training.onednn;

/**
 * The geometry of a convolution of stride 2 that halves an even side, and of the transposed one that doubles it back: PyTorch's padding {@code (k -
 * 1) / 2}, for odd kernels with output padding 1. oneDNN's padding after the last row is what makes the side come out even.
 *
 * @param kernel side, 3 to 5
 */
record Halving(int kernel) {
    long[] strides() {
        return new long[] {2, 2};
    }

    long[] before() {
        int padding = (kernel - 1) / 2;
        return new long[] {padding, padding};
    }

    long[] after() {
        int padding = kernel - 2 - (kernel - 1) / 2;
        return new long[] {padding, padding};
    }
}
