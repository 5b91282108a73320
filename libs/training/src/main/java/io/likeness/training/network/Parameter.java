package io.likeness.training.network;

import java.util.List;

/**
 * One trainable array of the network and its place in the flat vector of all parameters.
 *
 * @param shape as the graph holds it: a convolution {@code [kH, kW, in, out]}, a transposed convolution {@code [kH, kW, out, in]},
 *     a linear layer {@code [in, out]}, a bias {@code [out]}; row-major in the flat vector
 * @param offset of its first number
 * @param fanIn as PyTorch counts it: the bound of the initial numbers is {@code 1 / sqrt(fanIn)}
 */
public record Parameter(String name, List<Integer> shape, int offset, int fanIn) {
    public Parameter {
        shape = List.copyOf(shape);
    }

    public int length() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
