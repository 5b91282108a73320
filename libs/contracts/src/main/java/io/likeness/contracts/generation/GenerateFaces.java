package io.likeness.contracts.generation;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * Sample faces.
 *
 * @param version absent: the model's champion when the work is done
 * @param count 1 to 1,000
 * @param seed 0 to 2^53 - 1
 */
public record GenerateFaces(
        String generationId, String modelName, @Nullable Integer version, int count, long seed)
        implements GenerationCommand {
    public static final int MOST_FACES = 1000;

    public GenerateFaces {
        Require.text("generationId", generationId);
        Require.name("modelName", modelName);
        if (version != null) {
            Require.between("version", version, 1, Integer.MAX_VALUE);
        }
        Require.between("count", count, 1, MOST_FACES);
        Require.between("seed", seed, 0, Require.GREATEST_SEED);
    }
}
