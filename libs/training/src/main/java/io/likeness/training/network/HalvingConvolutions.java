package io.likeness.training.network;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;

/**
 * Convolutions that halve the side, in a SameDiff graph in which {@link Layers} names weights and biases. For the graph's thread.
 *
 * @param graph has the parameters already
 */
public record HalvingConvolutions(SameDiff graph, KernelGeometry geometry) {

    /** @param in {@code float[N, C, S, S]}, S even */
    public SDVariable apply(SDVariable in, String layer) {
        Conv2DConfig halving = Conv2DConfig.builder()
                .kH(geometry.kernel())
                .kW(geometry.kernel())
                .sH(KernelGeometry.STRIDE)
                .sW(KernelGeometry.STRIDE)
                .pH(geometry.padding())
                .pW(geometry.padding())
                .paddingMode(PaddingMode.VALID)
                .build();
        return graph.cnn()
                .conv2d(in, graph.getVariable(Layers.weight(layer)), graph.getVariable(Layers.bias(layer)), halving);
    }
}
