package io.likeness.contracts.generation;

import io.likeness.contracts.Require;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The face that {@code sample} draws.
 *
 * @param seed of the request, 0 to 2^53 - 1
 * @param index within the request, from 0
 * @param temperature as in {@link FaceOperation.Sample}
 * @param labels as in {@link FaceOperation.Sample}
 * @param seedRule as in {@link GenerateFaces}
 */
public record DrawnFace(
        long seed,
        int index,
        double temperature,
        Map<String, Double> labels,
        @Nullable SeedRule seedRule) implements FaceSource {
    public DrawnFace {
        Require.between("seed", seed, 0, Require.GREATEST_SEED);
        Require.between("index", index, 0, Integer.MAX_VALUE);
        Require.between("temperature", temperature, 0, FaceOperation.GREATEST_TEMPERATURE);
        labels = Require.numbers("labels", labels);
    }

    /** The rule that was named, or the one that is meant where none is. */
    public SeedRule rule() {
        return SeedRule.of(seedRule);
    }
}
