package io.likeness.gateway.training;

import io.likeness.contracts.Require;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.NetworkPart;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The version that a training goes on from, as sent. */
@Schema(description = "The version whose weights a training starts from")
public record FineTuningRequest(
        @Schema(description = "Of any model that is registered", required = true, examples = "celeba") @Nullable
        String modelName,

        @Schema(required = true, examples = "1", minimum = "1") @Nullable
        Integer version,

        @Schema(description = "Parts whose weights stay as they are, not all of them", defaultValue = "[]") @Nullable
        List<NetworkPart> frozen) {

    FineTuning fineTuning() {
        return new FineTuning(
                Require.name("fineTuning.modelName", modelName),
                Require.between(
                        "fineTuning.version", Require.present("fineTuning.version", version), 1, Integer.MAX_VALUE),
                frozen == null ? List.of() : frozen);
    }
}
