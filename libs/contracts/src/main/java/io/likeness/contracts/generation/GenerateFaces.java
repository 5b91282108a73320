package io.likeness.contracts.generation;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * Generate faces.
 *
 * @param version absent: the model's champion when the work is done
 * @param chosen whether the gateway chose the version, as the request named none: it is the same in each attempt, but one that was taken back, or cannot be
 *     loaded, draws nothing more
 * @param rollout that the version was chosen for; absent where it is the champion's, or was asked for
 * @param count images that the result holds, 1 to 1,000; where {@link FaceOperation#images} says how many there are, it is that
 * @param seed 0 to 2^53 - 1
 * @param operation absent: a plain sample
 * @param seedRule absent: {@link SeedRule#SUM}
 */
public record GenerateFaces(
        String generationId,
        String modelName,
        @Nullable Integer version,
        @Nullable Boolean chosen,
        @Nullable String rollout,
        int count,
        long seed,
        @Nullable FaceOperation operation,
        @Nullable SeedRule seedRule)
        implements GenerationCommand {
    public static final int MOST_FACES = 1000;

    public GenerateFaces {
        Require.text("generationId", generationId);
        Require.name("modelName", modelName);
        if (version != null) {
            Require.between("version", version, 1, Integer.MAX_VALUE);
        }
        if (rollout != null) {
            Require.text("rollout", rollout);
        }
        Require.between("count", count, 1, MOST_FACES);
        if (operation != null) {
            int images = operation.images().orElse(count);
            Require.between("count", count, images, images);
        }
        Require.between("seed", seed, 0, Require.GREATEST_SEED);
    }

    /** A plain sample. */
    public GenerateFaces(String generationId, String modelName, @Nullable Integer version, int count, long seed) {
        this(generationId, modelName, version, null, null, count, seed, null, null);
    }

    /** The rule that was named, or the one that is meant where none is. */
    public SeedRule rule() {
        return SeedRule.of(seedRule);
    }

    /** Whether another version may do the work. */
    public boolean replaceable() {
        return Boolean.TRUE.equals(chosen);
    }

    /** What is to be done: the operation, or a plain sample. */
    public FaceOperation task() {
        return operation == null ? FaceOperation.Sample.plain() : operation;
    }
}
