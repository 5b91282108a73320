package io.likeness.training.network;

import java.util.List;

/** The formulas of {@code src/test/libtorch}: weights and images that need no file. */
final class GoldenInputs {
    private GoldenInputs() {}

    static float[] images() {
        float[] values = new float[2 * 4096];
        for (int i = 0; i < values.length; i++) {
            int n = i / 4096;
            int y = i / 64 % 64;
            int x = i % 64;
            values[i] = (float) (0.5 + 0.5 * StrictMath.sin(0.05 * y * (n + 1) + 0.11 * x));
        }
        return values;
    }

    static float[] weights(Parameters parameters) {
        float[] weights = new float[parameters.length()];
        List<Parameter> all = parameters.all();
        for (int p = 0; p < all.size(); p++) {
            Parameter parameter = all.get(p);
            int[] order = pyTorchOrder(parameter);
            for (int i = 0; i < order.length; i++) {
                double scaled = 43758.5453 * StrictMath.sin(12.9898 * (i + 1) + 78.233 * p);
                double unit = 2 * (scaled - Math.floor(scaled)) - 1;
                weights[parameter.offset() + order[i]] = (float) (unit * Math.sqrt(6.0 / parameter.fanIn()));
            }
        }
        return weights;
    }

    static float[] inPyTorchOrder(Parameter parameter, float[] vector) {
        int[] order = pyTorchOrder(parameter);
        float[] values = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            values[i] = vector[parameter.offset() + order[i]];
        }
        return values;
    }

    /** For each place in PyTorch's row-major layout ([out, in, y, x], transposed [in, out, y, x], linear [out, in]) ours. */
    private static int[] pyTorchOrder(Parameter parameter) {
        List<Integer> shape = parameter.shape();
        int[] order = new int[parameter.length()];
        int rank = shape.size();
        int last = shape.getLast();
        int secondLast = rank > 1 ? shape.get(rank - 2) : 1;
        int spatial = order.length / last / secondLast;
        int next = 0;
        for (int a = 0; a < last; a++) {
            for (int b = 0; b < secondLast; b++) {
                for (int yx = 0; yx < spatial; yx++) {
                    order[next++] = (yx * secondLast + b) * last + a;
                }
            }
        }
        return order;
    }
}
