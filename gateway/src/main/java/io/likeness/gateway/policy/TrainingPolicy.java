package io.likeness.gateway.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.likeness.contracts.Require;
import io.likeness.gateway.training.TrainingRequest;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * When a model is trained anew, and how.
 *
 * @param dataset name of the datasets that it follows: of those, the one that was sealed last
 * @param from where a training begins
 * @param newImages images since the last training, of which there must be so many, 1 or more
 * @param leastSeconds between two trainings that it begins, 0 to a year
 * @param cpuHours of all processors that its trainings may take in {@code budgetDays}; absent: without a limit
 * @param paused whether it begins none for now
 * @param training all else that a request for a training says
 */
@Schema(description = "When a model is trained anew without anybody asking, and how")
record TrainingPolicy(
        @Schema(
                description = "Name of the datasets that the model follows: of those, the one that was sealed last",
                examples = "people",
                required = true)
        String dataset,

        @Schema(
                description = "Where a training begins: with the weights of what serves by then, or with random ones",
                defaultValue = "champion")
        Start from,

        @Schema(description = "New images since the last training, at least", defaultValue = "1", minimum = "1")
        long newImages,

        @Schema(
                description = "Seconds between the begins of two trainings, at least",
                defaultValue = "0",
                minimum = "0",
                maximum = "31622400")
        long leastSeconds,

        @Schema(
                description = "Hours of processors that its trainings may have taken in budgetDays when another begins;"
                        + " absent: without a limit",
                examples = "8")
        @Nullable
        Double cpuHours,

        @Schema(description = "Over which cpuHours are counted", defaultValue = "30", minimum = "1", maximum = "366")
        int budgetDays,

        @Schema(description = "Whether it begins none for now", defaultValue = "false")
        boolean paused,

        @Schema(
                description =
                        "How to train: as in POST /v1/trainings, without datasetId, modelName and fineTuning, which follow"
                                + " from the policy",
                examples = "{\"preset\": \"quality\"}")
        TrainingRequest training) {
    private static final long YEAR = Duration.ofDays(366).toSeconds();

    TrainingPolicy {
        Require.name("dataset", dataset);
        Require.between("newImages", newImages, 1, Integer.MAX_VALUE);
        Require.between("leastSeconds", leastSeconds, 0, YEAR);
        if (cpuHours != null) {
            Require.notNegative("cpuHours", cpuHours);
        }
        Require.between("budgetDays", budgetDays, 1, 366);
    }

    @JsonCreator
    static TrainingPolicy of(
            @JsonProperty("dataset") @Nullable String dataset,
            @JsonProperty("from") @Nullable Start from,
            @JsonProperty("newImages") @Nullable Long newImages,
            @JsonProperty("leastSeconds") @Nullable Long leastSeconds,
            @JsonProperty("cpuHours") @Nullable Double cpuHours,
            @JsonProperty("budgetDays") @Nullable Integer budgetDays,
            @JsonProperty("paused") @Nullable Boolean paused,
            @JsonProperty("training") @Nullable TrainingRequest training) {
        return new TrainingPolicy(
                Require.name("dataset", dataset),
                from == null ? Start.CHAMPION : from,
                newImages == null ? 1 : newImages,
                leastSeconds == null ? 0 : leastSeconds,
                cpuHours,
                budgetDays == null ? 30 : budgetDays,
                paused != null && paused,
                training == null ? TrainingRequest.BY_DEFAULT : training.requireOpen("training"));
    }

    /** Where a training begins. */
    enum Start {
        @JsonProperty("champion")
        CHAMPION,
        @JsonProperty("scratch")
        SCRATCH
    }

    Duration least() {
        return Duration.ofSeconds(leastSeconds);
    }
}
