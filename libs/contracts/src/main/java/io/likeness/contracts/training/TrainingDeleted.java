package io.likeness.contracts.training;

import io.likeness.contracts.Require;

/** Nothing is stored of the run any more but the version it made. */
public record TrainingDeleted(String trainingId) implements TrainingEvent {
    public TrainingDeleted {
        Require.text("trainingId", trainingId);
    }

    @Override
    public String aggregateId() {
        return trainingId;
    }
}
