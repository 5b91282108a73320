package io.likeness.benchmarks.libtorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The weights of the {@code seed} preset and the best of them so far. In native memory, never freed. For one thread at a time. */
final class Weights {
    /** Weight and bias of every layer, in PyTorch's layout. */
    static final List<long[]> SHAPES = List.of(
            new long[] {16, 1, 3, 3}, new long[] {16},
            new long[] {32, 16, 3, 3}, new long[] {32},
            new long[] {64, 32, 3, 3}, new long[] {64},
            new long[] {32, 4096}, new long[] {32},
            new long[] {4096, 32}, new long[] {4096},
            new long[] {64, 32, 3, 3}, new long[] {32},
            new long[] {32, 16, 3, 3}, new long[] {16},
            new long[] {16, 1, 3, 3}, new long[] {1});

    private final List<Tensor> values;
    private final List<Tensor> best;

    private Weights(List<Tensor> values) {
        this.values = values;
        this.best = values.stream().map(Tensor::clone).toList();
    }

    static Weights read(Path file) throws IOException {
        ByteBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Tensor> values = new ArrayList<>();
        for (long[] shape : SHAPES) {
            float[] ofOne = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
            numbers.asFloatBuffer().get(ofOne);
            numbers.position(numbers.position() + ofOne.length * Float.BYTES);
            // Cloned, because libtorch aligns its own memory and a Java array's copy is not aligned.
            values.add(torch.from_blob(new FloatPointer(ofOne), shape).clone());
        }
        if (numbers.hasRemaining()) {
            throw new IllegalArgumentException(
                    "weights: expected %d bytes, found %d".formatted(numbers.position(), numbers.limit()));
        }
        return new Weights(values);
    }

    List<Tensor> values() {
        return values;
    }

    void keepAsBest() {
        copy(values, best);
    }

    void restoreBest() {
        copy(best, values);
    }

    private static void copy(List<Tensor> from, List<Tensor> to) {
        try (NoGradGuard constant = new NoGradGuard()) {
            for (int i = 0; i < from.size(); i++) {
                to.get(i).copy_(from.get(i));
            }
        }
    }
}
