package io.likeness.contracts.training;

import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.SplitCounts;
import org.jspecify.annotations.Nullable;

/**
 * A runner has taken the run.
 *
 * @param attempt 1 for the first; more after a runner was lost
 * @param parameters trainable numbers of the network
 * @param device what trains, such as {@code CPU, oneDNN 2.5.2 (AVX-512), 2 replicas}; absent where it is not known
 * @param resumedAfterEpoch epochs that earlier attempts have finished and this one goes on from; absent: it starts anew
 * @param estimate absent where nothing was calibrated
 */
public record TrainingStarted(
        String trainingId,
        int attempt,
        int epochs,
        SplitCounts images,
        long parameters,
        @Nullable String device,
        @Nullable Integer resumedAfterEpoch,
        @Nullable CostEstimate estimate)
        implements TrainingEvent {
    public TrainingStarted {
        Require.text("trainingId", trainingId);
        Require.between("attempt", attempt, 1, Integer.MAX_VALUE);
        Require.between("epochs", epochs, 1, 10_000);
        Require.present("images", images);
        Require.between("parameters", parameters, 1, Long.MAX_VALUE);
        if (resumedAfterEpoch != null) {
            Require.between("resumedAfterEpoch", resumedAfterEpoch, 0, 10_000);
        }
    }

    @Override
    public String aggregateId() {
        return trainingId;
    }
}
