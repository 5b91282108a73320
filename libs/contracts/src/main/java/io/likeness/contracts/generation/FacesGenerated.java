package io.likeness.contracts.generation;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * The faces are stored.
 *
 * @param faces PNGs back to back
 * @param index a {@link GenerationIndex}
 * @param grid all faces in one PNG
 * @param animation all faces as the frames of an animated PNG, where the operation is a walk
 * @param executionProvider of ONNX Runtime, such as {@code CPU}
 * @param seconds of sampling, decoding, rendering and storing
 */
public record FacesGenerated(
        String generationId,
        String modelName,
        int version,
        String modelDigest,
        int count,
        long seed,
        ObjectReference faces,
        ObjectReference index,
        ObjectReference grid,
        @Nullable ObjectReference animation,
        String executionProvider,
        double seconds)
        implements GenerationEvent {
    public FacesGenerated {
        Require.text("generationId", generationId);
        Require.name("modelName", modelName);
        Require.between("version", version, 1, Integer.MAX_VALUE);
        Require.sha256("modelDigest", modelDigest);
        Require.between("count", count, 1, GenerateFaces.MOST_FACES);
        Require.between("seed", seed, 0, Require.GREATEST_SEED);
        Require.present("faces", faces);
        Require.present("index", index);
        Require.present("grid", grid);
        Require.text("executionProvider", executionProvider);
        Require.notNegative("seconds", seconds);
    }
}
