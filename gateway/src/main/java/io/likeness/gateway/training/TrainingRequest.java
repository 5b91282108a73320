package io.likeness.gateway.training;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.training.StartTraining;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/trainings}, as sent; what is absent has a default. */
@Schema(description = "What to train on, and how")
public record TrainingRequest(
        @Schema(description = "A dataset, sealed or still importing", required = true) @Nullable
        String datasetId,

        @Schema(description = "The model that gets a new version; absent: the dataset's name", examples = "celeba")
        @Nullable
        String modelName,

        @Schema(description = "Name of the configuration: seed", defaultValue = "seed") @Nullable
        String preset,

        @Schema(description = "Passes over the training images, 1 to 10,000", defaultValue = "50") @Nullable
        Integer epochs,

        @Schema(description = "Of weights and shuffle, 0 to 2^53 - 1; absent: random") @Nullable
        Long seed,

        @Schema(description = "How long the run may wait for its start, 1 s to 30 days", defaultValue = "86400")
        @Nullable
        Long deadlineSeconds) {
    private static final String DEFAULT_PRESET = "seed";
    private static final int DEFAULT_EPOCHS = 50;
    private static final long LONGEST_DEADLINE_SECONDS = Duration.ofDays(30).toSeconds();

    String requireDatasetId() {
        return Require.text("datasetId", datasetId);
    }

    StartTraining command(String trainingId, String datasetName, Instant now, Duration defaultDeadline) {
        long wait = deadlineSeconds == null ? defaultDeadline.toSeconds() : deadlineSeconds;
        return new StartTraining(
                trainingId,
                requireDatasetId(),
                modelName == null ? datasetName : modelName,
                requirePreset(),
                epochs == null ? DEFAULT_EPOCHS : epochs,
                seed == null ? RandomGenerator.getDefault().nextLong(Require.GREATEST_SEED + 1) : seed,
                now.truncatedTo(ChronoUnit.MILLIS)
                        .plusSeconds(Require.between("deadlineSeconds", wait, 1, LONGEST_DEADLINE_SECONDS)));
    }

    private String requirePreset() {
        String name = preset == null ? DEFAULT_PRESET : preset;
        if (!StartTraining.PRESETS.contains(name)) {
            throw new LikenessException(
                    ErrorCode.IMPOSSIBLE_CONFIGURATION,
                    "preset: expected one of " + StartTraining.PRESETS + ", found '" + name + "'");
        }
        return name;
    }
}
