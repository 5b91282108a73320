package io.likeness.training.export;

import io.likeness.training.network.Parameter;

/**
 * Turns ND4J's kernels into ONNX's: {@code [kH, kW, in, out]} to {@code [out, in, kH, kW]} for Conv, and {@code [kH, kW, out, in]} to {@code
 * [in, out, kH, kW]} for ConvTranspose, which is the same exchange. Linear weights {@code [in, out]} and biases are alike in both.
 */
final class KernelLayout {
    private KernelLayout() {}

    static long[] onnxShape(Parameter parameter) {
        long[] shape = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
        return shape.length == 4 ? new long[] {shape[3], shape[2], shape[0], shape[1]} : shape;
    }

    static float[] onnxOrder(Parameter parameter, float[] weights) {
        float[] values = new float[parameter.length()];
        if (parameter.shape().size() != 4) {
            System.arraycopy(weights, parameter.offset(), values, 0, values.length);
            return values;
        }
        int third = parameter.shape().get(2);
        int fourth = parameter.shape().get(3);
        int spatial = values.length / third / fourth;
        int next = 0;
        for (int b = 0; b < fourth; b++) {
            for (int a = 0; a < third; a++) {
                for (int yx = 0; yx < spatial; yx++) {
                    values[next++] = weights[parameter.offset() + (yx * third + a) * fourth + b];
                }
            }
        }
        return values;
    }
}
