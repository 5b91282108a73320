package io.likeness.benchmarks.libtorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The orders of all epochs, on disk.
 *
 * @param count images in each
 */
record Orders(Path file, int count) {

    /** {@code int32[count]} in memory that is never freed; epochs are 0-based. */
    Tensor read(int epoch) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position((long) epoch * bytes.capacity());
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new IllegalArgumentException("orders: expected one for epoch " + epoch + ", found none");
                }
            }
        }
        int[] order = new int[count];
        bytes.flip().asIntBuffer().get(order);
        return torch.from_blob(new IntPointer(order), new long[] {count}, torch.dtype(ScalarType.Int));
    }
}
