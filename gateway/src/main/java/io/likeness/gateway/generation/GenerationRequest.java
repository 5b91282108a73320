package io.likeness.gateway.generation;

import io.likeness.contracts.Require;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.gateway.model.ModelChoice;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/generations}, as sent; what is absent has a default. */
@Schema(description = "How many faces, and of which model")
public record GenerationRequest(
        @Schema(description = "Name of a model; absent: the most recently promoted", examples = "celeba") @Nullable
        String model,

        @Schema(description = "Version of it; absent: its champion when the work is done") @Nullable
        Integer version,

        @Schema(description = "1 to 1,000", defaultValue = "1") @Nullable
        Integer count,

        @Schema(description = "0 to 2^53 - 1; absent: random. The same seed gives the same faces", examples = "7")
        @Nullable
        Long seed) {

    GenerateFaces command(String generationId, ModelChoice choice) {
        return new GenerateFaces(
                generationId,
                choice.name(),
                choice.version(),
                count == null ? 1 : count,
                seed == null ? RandomGenerator.getDefault().nextLong(Require.GREATEST_SEED + 1) : seed);
    }
}
