package io.likeness.gateway.cost;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a training will take, before anything of it is measured.
 *
 * @param cpuSeconds of all processors
 * @param seconds of all epochs; early stopping may need less
 * @param cost in {@code currency}
 * @param basis what it follows from
 * @param left of the month's budget, 0 or more; absent where there is none
 */
@Schema(description = "What a training will take, before anything of it is measured")
public record TrainingEstimate(
        double cpuSeconds,
        double seconds,
        double cost,
        @Schema(examples = "EUR") String currency,

        @Schema(
                description =
                        "What it follows from: trainings of the same network here; those of other networks here, by the"
                                + " operations that each needs; or what two cores of a server did")
        Basis basis,

        @Schema(description = "Of the month's budget; absent where there is none") @Nullable
        Double left) {

    /** What an estimate follows from, the best first. */
    public enum Basis {
        @JsonProperty("same-network")
        SAME_NETWORK,
        @JsonProperty("other-networks")
        OTHER_NETWORKS,
        @JsonProperty("no-training-yet")
        NO_TRAINING_YET
    }

    TrainingEstimate withLeft(@Nullable Double budget) {
        return new TrainingEstimate(cpuSeconds, seconds, cost, currency, basis, budget);
    }
}
