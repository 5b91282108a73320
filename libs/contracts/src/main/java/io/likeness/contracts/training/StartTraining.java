package io.likeness.contracts.training;

import io.likeness.contracts.Require;
import java.time.Instant;
import java.util.List;

/**
 * Train a model on a dataset. A dataset that is not sealed yet is waited for until the deadline.
 *
 * @param modelName the new version's model
 * @param preset name of the configuration, one of {@link #PRESETS}; a trainer fails a run with any other
 * @param epochs passes over the training images, 1 to 10,000
 * @param seed of weights and shuffle, 0 to 2^53 - 1
 * @param deadline after which a run that has not started is failed with {@code DEADLINE_EXCEEDED}
 */
public record StartTraining(
        String trainingId, String datasetId, String modelName, String preset, int epochs, long seed, Instant deadline)
        implements TrainingCommand {
    /** The names that a trainer knows. */
    public static final List<String> PRESETS = List.of("seed");

    public StartTraining {
        Require.text("trainingId", trainingId);
        Require.text("datasetId", datasetId);
        Require.name("modelName", modelName);
        Require.name("preset", preset);
        Require.between("epochs", epochs, 1, 10_000);
        Require.between("seed", seed, 0, Require.GREATEST_SEED);
        Require.present("deadline", deadline);
    }
}
