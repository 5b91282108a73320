package io.likeness.contracts.generation;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * Draw with another version what a request asks for, for comparison: the result lies beside the answer, is not announced, and is deleted with it.
 *
 * @param generationId of the request that is copied
 * @param version that draws the copy, 1 or more
 * @param count as in {@link GenerateFaces}
 * @param seed as in {@link GenerateFaces}
 * @param operation absent: a plain sample
 * @param seedRule as in {@link GenerateFaces}
 */
public record DrawShadow(
        String generationId,
        String modelName,
        int version,
        int count,
        long seed,
        @Nullable FaceOperation operation,
        @Nullable SeedRule seedRule)
        implements GenerationCommand {
    public DrawShadow {
        Require.between("version", version, 1, Integer.MAX_VALUE);
        new GenerateFaces(generationId, modelName, version, null, null, count, seed, operation, seedRule);
    }

    public static DrawShadow of(GenerateFaces request, int version) {
        return new DrawShadow(
                request.generationId(),
                request.modelName(),
                version,
                request.count(),
                request.seed(),
                request.operation(),
                request.seedRule());
    }

    /** The request as if it had named the version. */
    public GenerateFaces request() {
        return new GenerateFaces(generationId, modelName, version, null, null, count, seed, operation, seedRule);
    }
}
