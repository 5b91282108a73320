package io.likeness.contracts.training;

import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.SplitCounts;

/**
 * A runner has taken the run.
 *
 * @param attempt 1 for the first; more after a runner was lost
 * @param parameters trainable numbers of the network
 */
public record TrainingStarted(String trainingId, int attempt, int epochs, SplitCounts images, long parameters)
        implements TrainingEvent {
    public TrainingStarted {
        Require.text("trainingId", trainingId);
        Require.between("attempt", attempt, 1, Integer.MAX_VALUE);
        Require.between("epochs", epochs, 1, 10_000);
        Require.present("images", images);
        Require.between("parameters", parameters, 1, Long.MAX_VALUE);
    }
}
