package io.likeness.contracts.generation;

import io.likeness.contracts.ObjectReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where each face of a result lies; stored last, so that its presence says the result is complete.
 *
 * @param executionProvider of ONNX Runtime, such as {@code CPU}
 * @param platform instruction set and JDK build, within which the bytes are reproducible
 * @param faces PNGs back to back
 * @param grid all faces in one PNG
 * @param animation all faces as the frames of an animated PNG, where the operation is a walk
 * @param images by index
 */
public record GenerationIndex(
        String generationId,
        String modelName,
        int version,
        String modelDigest,
        long seed,
        String executionProvider,
        String platform,
        double seconds,
        ObjectReference faces,
        ObjectReference grid,
        @Nullable ObjectReference animation,
        List<Image> images) {
    /** What follows a job's id in the keys of the copy that another version has drawn. */
    public static final String SHADOW = "/shadow";

    /** What the key of an index ends with. */
    public static final String FILE = "index.json";

    public GenerationIndex {
        images = List.copyOf(images);
    }

    /**
     * One PNG within {@link #faces}.
     *
     * @param seed the image's own seed
     * @param offset of its first byte
     * @param bytes its length
     */
    public record Image(int index, long seed, long offset, int bytes) {}
}
