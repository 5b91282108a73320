package io.likeness.contracts.training;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Train a model on a dataset. A dataset that is not sealed yet is waited for until the deadline.
 *
 * @param modelName the new version's model
 * @param preset name of the configuration, one of {@link #PRESETS} or {@code custom}; a trainer fails a run with any other
 * @param epochs passes over the training images, 1 to 10,000
 * @param seed of weights and shuffle, 0 to 2^53 - 1
 * @param deadline after which a run that has not started is failed with {@code DEADLINE_EXCEEDED}
 * @param configuration all of it, whose preset, epochs and seed are those above; absent: the preset's
 * @param fineTuning absent: from random weights
 * @param manifest a {@link io.likeness.contracts.dataset.DatasetManifest}, where the sender knows that the dataset is sealed; absent: the
 *     trainer waits for {@code DatasetSealed}. Sent again with it, the command tells of a seal that the trainer may have missed.
 */
public record StartTraining(
        String trainingId,
        String datasetId,
        String modelName,
        String preset,
        int epochs,
        long seed,
        Instant deadline,
        @Nullable TrainingConfiguration configuration,
        @Nullable FineTuning fineTuning,
        @Nullable ObjectReference manifest)
        implements TrainingCommand {
    /** The names that a trainer knows. */
    public static final List<String> PRESETS = TrainingConfiguration.PRESETS;

    public StartTraining {
        Require.text("trainingId", trainingId);
        Require.text("datasetId", datasetId);
        Require.name("modelName", modelName);
        Require.name("preset", preset);
        Require.between("epochs", epochs, 1, 10_000);
        Require.between("seed", seed, 0, Require.GREATEST_SEED);
        Require.present("deadline", deadline);
    }

    /** From random weights, on a preset. */
    public StartTraining(
            String trainingId,
            String datasetId,
            String modelName,
            String preset,
            int epochs,
            long seed,
            Instant deadline) {
        this(trainingId, datasetId, modelName, preset, epochs, seed, deadline, null, null, null);
    }

    /** The same, on a dataset that is sealed. */
    public StartTraining withManifest(ObjectReference sealed) {
        return new StartTraining(
                trainingId,
                datasetId,
                modelName,
                preset,
                epochs,
                seed,
                deadline,
                configuration,
                fineTuning,
                Require.present("manifest", sealed));
    }

    /**
     * What to train: the configuration, or the preset with this command's epochs and seed.
     *
     * @throws io.likeness.contracts.LikenessException {@code IMPOSSIBLE_CONFIGURATION} for a preset that does not exist
     */
    public TrainingConfiguration requireConfiguration() {
        TrainingConfiguration wanted = configuration == null ? TrainingConfiguration.preset(preset) : configuration;
        return wanted.withEpochs(epochs).withSeed(seed);
    }

    @Override
    public String aggregateId() {
        return trainingId;
    }
}
