package io.likeness.training.onednn;

import io.likeness.training.network.Layers;
import io.likeness.training.network.Parameter;
import io.likeness.training.network.Parameters;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/** Weights and gradients of a network as two flat native vectors in the layout of {@link Parameters}, and views of each parameter. */
final class ParameterMemory {
    private final OneDnn oneDnn;
    private final Parameters parameters;
    private final memory weights;
    private final memory gradients;
    private final FloatPointer weightNumbers;
    private final FloatPointer gradientNumbers;

    ParameterMemory(OneDnn oneDnn, Parameters parameters) {
        this.oneDnn = oneDnn;
        this.parameters = parameters;
        this.weights = oneDnn.allocate(oneDnn.plain(parameters.length()));
        this.gradients = oneDnn.allocate(oneDnn.plain(parameters.length()));
        this.weightNumbers = oneDnn.numbers(weights);
        this.gradientNumbers = oneDnn.numbers(gradients);
    }

    void write(float[] values) {
        weightNumbers.put(values, 0, parameters.length());
    }

    void readGradients(float[] target) {
        gradientNumbers.get(target, 0, parameters.length());
    }

    memory weight(String layer, memory.desc layout) {
        return view(weights, Layers.weight(layer), layout);
    }

    memory weightGradient(String layer, memory.desc layout) {
        return view(gradients, Layers.weight(layer), layout);
    }

    memory bias(String layer) {
        return view(weights, Layers.bias(layer), biasLayout(layer));
    }

    memory biasGradient(String layer) {
        return view(gradients, Layers.bias(layer), biasLayout(layer));
    }

    /** {@code [out]}. */
    memory.desc biasLayout(String layer) {
        return oneDnn.plain(parameters.require(Layers.bias(layer)).length());
    }

    /**
     * oneDNN's order {@code [out, in, kH, kW]} over the flat vector's: {@code [kH, kW, in, out]} of a convolution, {@code [kH, kW, out, in]} of a
     * transposed one.
     */
    memory.desc kernelLayout(String layer, boolean transposed) {
        Parameter weight = parameters.require(Layers.weight(layer));
        long height = weight.shape().get(0);
        long width = weight.shape().get(1);
        long third = weight.shape().get(2);
        long fourth = weight.shape().get(3);
        long row = width * third * fourth;
        long column = third * fourth;
        return transposed
                ? oneDnn.strided(new long[] {third, fourth, height, width}, new long[] {fourth, 1, row, column})
                : oneDnn.strided(new long[] {fourth, third, height, width}, new long[] {1, fourth, row, column});
    }

    /** {@code [out, features]}, or {@code [out, C, H, W]} for an input of maps, over the flat vector's {@code [features, out]}. */
    memory.desc linearLayout(String layer, long... inputShape) {
        long out = parameters.require(Layers.weight(layer)).shape().get(1);
        long[] shape = inputShape.clone();
        long[] strides = new long[shape.length];
        shape[0] = out;
        strides[0] = 1;
        long stride = out;
        for (int axis = shape.length - 1; axis > 0; axis--) {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return oneDnn.strided(shape, strides);
    }

    private memory view(memory flat, String name, memory.desc layout) {
        return oneDnn.view(flat, parameters.require(name).offset(), layout);
    }
}
