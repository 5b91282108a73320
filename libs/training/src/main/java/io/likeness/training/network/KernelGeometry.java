package io.likeness.training.network;

/**
 * How a kernel of stride 2 is padded so that a convolution halves an even side and a transposed one doubles it: kernels 3 and 4 by 1,
 * kernel 5 by 2.
 *
 * @param kernel its side, 3 to 5
 */
public record KernelGeometry(int kernel) {
    public static final int STRIDE = 2;

    /** Zeros around the input; of a transposed convolution, around what it undoes. */
    public int padding() {
        return (kernel - 1) / 2;
    }

    /** Rows and columns that only a transposed convolution adds, at the end. */
    public int outputPadding() {
        return kernel % 2;
    }
}
