package io.likeness.contracts.training;

import io.likeness.contracts.Require;

/** End a run that has not ended: one that waits never starts, one that trains stops within a batch. */
public record CancelTraining(String trainingId) implements TrainingCommand {
    public CancelTraining {
        Require.text("trainingId", trainingId);
    }

    @Override
    public String aggregateId() {
        return trainingId;
    }
}
