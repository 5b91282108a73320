package io.likeness.training.export;

import io.likeness.training.network.Parameter;

/**
 * Turns ND4J's kernels into ONNX's: {@code [kH, kW, in, out]} to {@code [out, in, kH, kW]} for Conv, and {@code [kH, kW, out, in]} to {@code
 * [in, out, kH, kW]} for ConvTranspose, which is the same exchange. Linear weights {@code [in, out]} and biases are alike in both.
 */
public final class KernelLayout {
    private KernelLayout() {}

    public static long[] onnxShape(Parameter parameter) {
        long[] shape = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
        return shape.length == 4 ? new long[] {shape[3], shape[2], shape[0], shape[1]} : shape;
    }

    /** The parameter's slice of {@code weights}, row-major in ONNX's shape. */
    public static float[] onnxOrder(Parameter parameter, float[] weights) {
        float[] values = new float[parameter.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = weights[parameter.offset() + place(parameter, i)];
        }
        return values;
    }

    /** The inverse: overwrites the parameter's slice of {@code weights}. */
    static void restore(Parameter parameter, float[] values, float[] weights) {
        for (int i = 0; i < values.length; i++) {
            weights[parameter.offset() + place(parameter, i)] = values[i];
        }
    }

    /** Where ND4J's order has the number that ONNX's order has at {@code index}. */
    private static int place(Parameter parameter, int index) {
        if (parameter.shape().size() != 4) {
            return index;
        }
        int third = parameter.shape().get(2);
        int fourth = parameter.shape().get(3);
        int spatial = parameter.shape().get(0) * parameter.shape().get(1);
        int yx = index % spatial;
        int a = index / spatial % third;
        int b = index / spatial / third;
        return (yx * third + a) * fourth + b;
    }
}
