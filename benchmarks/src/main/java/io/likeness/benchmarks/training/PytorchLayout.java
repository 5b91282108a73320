package io.likeness.benchmarks.training;

import io.likeness.training.network.Parameter;

/**
 * Turns our parameters into PyTorch's: convolutions {@code [kH, kW, in, out]} into {@code [out, in, kH, kW]}, transposed convolutions {@code [kH,
 * kW, out, in]} into {@code [in, out, kH, kW]}, which is the same exchange, and linear layers {@code [in, out]} into {@code [out, in]}.
 */
final class PytorchLayout {
    private PytorchLayout() {}

    static float[] of(Parameter parameter, float[] weights) {
        int axes = parameter.shape().size();
        int last = axes < 2 ? 1 : parameter.shape().get(axes - 1);
        int secondToLast = axes < 2 ? parameter.length() : parameter.shape().get(axes - 2);
        int spatial = parameter.length() / last / secondToLast;
        float[] values = new float[parameter.length()];
        int next = 0;
        for (int b = 0; b < last; b++) {
            for (int a = 0; a < secondToLast; a++) {
                for (int yx = 0; yx < spatial; yx++) {
                    values[next++] = weights[parameter.offset() + (yx * secondToLast + a) * last + b];
                }
            }
        }
        return values;
    }
}
