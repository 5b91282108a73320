package io.likeness.gateway.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.Violations;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.TrainingConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/trainings}, as sent; what is absent has a default. */
@Schema(description = "What to train on, and how")
public record TrainingRequest(
        @Schema(description = "A dataset, sealed or still importing: to be named but in a policy") @Nullable
        String datasetId,

        @Schema(description = "The model that gets a new version; absent: the dataset's name", examples = "celeba")
        @Nullable
        String modelName,

        @Schema(
                description =
                        "The configuration to start from: seed, small or quality; with fineTuning and no preset, it is the"
                                + " whole configuration of that version",
                defaultValue = "seed")
        @Nullable
        String preset,

        @Schema(
                implementation = TrainingConfiguration.class,
                description =
                        "Any fields of a configuration, laid over the preset, those of its parts one by one. Without"
                                + " side and channels, they are the dataset's. adversarial may be null for no such stage; over a"
                                + " start without one, what it leaves open is as in quality.",
                examples = "{\"latents\": 64, \"loss\": {\"ssim\": 0.5}, \"schedule\": {\"annealing\": \"cosine\"}}")
        @JsonInclude(content = JsonInclude.Include.ALWAYS)
        @Nullable
        Map<String, @Nullable Object> configuration,

        @Schema(
                description = "Passes over the training images; wins over the configuration's; absent: the preset's",
                minimum = "1",
                maximum = "10000")
        @Nullable
        Integer epochs,

        @Schema(
                description = "Of all that is random; wins over the configuration's; absent: random",
                minimum = "0",
                maximum = "9007199254740991")
        @Nullable
        Long seed,

        @Schema(description = "Absent: from random weights") @Nullable
        FineTuningRequest fineTuning,

        @Schema(
                description = "Seconds that the run may wait for its start, 30 days at most",
                defaultValue = "86400",
                minimum = "1",
                maximum = "2592000")
        @Nullable
        Long deadlineSeconds) {
    private static final long LONGEST_DEADLINE_SECONDS = Duration.ofDays(30).toSeconds();

    /** One that leaves everything to defaults. */
    public static final TrainingRequest BY_DEFAULT =
            new TrainingRequest(null, null, null, null, null, null, null, null);

    /** Of images on which a configuration that names no shape is checked: a dataset's by default. */
    private static final int SIDE = 64;

    private static final int CHANNELS = 1;
    private static final String BY_POLICY = "none, as it follows from the policy";

    /**
     * The same for a dataset and a model.
     *
     * @param from the version of the model to go on from; absent: random weights
     */
    public TrainingRequest on(String dataset, String model, @Nullable Integer from) {
        FineTuningRequest start = from == null ? null : new FineTuningRequest(model, from, null);
        return new TrainingRequest(dataset, model, preset, configuration, epochs, seed, start, deadlineSeconds);
    }

    /**
     * Requires that dataset, model and start are left open, and that the configuration can be trained: on images of the shape that it names, or else of the default one.
     *
     * @throws LikenessException {@code INVALID_REQUEST} or {@code IMPOSSIBLE_CONFIGURATION}
     */
    public TrainingRequest requireOpen(String field) {
        try {
            requireOpen();
            return this;
        } catch (LikenessException e) {
            throw e.below(field);
        }
    }

    private void requireOpen() {
        Violations violations = new Violations(ErrorCode.INVALID_REQUEST);
        violations.check(() -> Require.absent("datasetId", BY_POLICY, datasetId));
        violations.check(() -> Require.absent("modelName", BY_POLICY, modelName));
        violations.check(() -> Require.absent("fineTuning", BY_POLICY, fineTuning));
        violations.requireNone();
        ConfigurationRequest asked = configurationRequest();
        int side = asked.overrides().get("side") instanceof Integer given ? given : SIDE;
        int channels = asked.overrides().get("channels") instanceof Integer given ? given : CHANNELS;
        asked.resolve(new ImportOptions(null, channels, side, null, null), Optional.empty());
    }

    String requireDatasetId() {
        return Require.text("datasetId", datasetId);
    }

    String modelNameOr(String datasetName) {
        return modelName == null ? datasetName : modelName;
    }

    ConfigurationRequest configurationRequest() {
        return new ConfigurationRequest(preset, configuration == null ? Map.of() : configuration, epochs, seed);
    }

    Optional<FineTuning> findFineTuning() {
        return Optional.ofNullable(fineTuning).map(FineTuningRequest::fineTuning);
    }

    Instant deadline(Instant now, Duration defaultDeadline) {
        long wait = deadlineSeconds == null ? defaultDeadline.toSeconds() : deadlineSeconds;
        return now.truncatedTo(ChronoUnit.MILLIS)
                .plusSeconds(Require.between("deadlineSeconds", wait, 1, LONGEST_DEADLINE_SECONDS));
    }
}
