package io.likeness.benchmarks.libtorch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The images of one split in native memory, never freed. Read-only, safe for threads. */
final class Images {
    private static final int SIDE = 64;
    private static final Scalar GREATEST_BYTE = new Scalar(255f);

    private final Tensor pixels;
    private final int count;

    private Images(Tensor pixels, int count) {
        this.pixels = pixels;
        this.count = count;
    }

    static Images read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int count = bytes.length / (SIDE * SIDE);
        Tensor pixels = torch.from_blob(
                new BytePointer(bytes), new long[] {count, 1, SIDE, SIDE}, torch.dtype(ScalarType.Byte));
        return new Images(pixels, count);
    }

    int count() {
        return count;
    }

    /** The images {@code order[from..from + size)} as {@code float[size, 1, 64, 64]} in [0, 1]. */
    Tensor batch(Tensor order, long from, long size) {
        return toFloat(pixels.index_select(0, order.narrow(0, from, size)));
    }

    /** The images {@code from..from + size} as they lie in the file. */
    Tensor batch(long from, long size) {
        return toFloat(pixels.narrow(0, from, size));
    }

    private static Tensor toFloat(Tensor bytes) {
        return bytes.to(ScalarType.Float).div_(GREATEST_BYTE);
    }
}
