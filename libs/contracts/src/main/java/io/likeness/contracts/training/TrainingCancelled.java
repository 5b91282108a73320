package io.likeness.contracts.training;

import io.likeness.contracts.Require;

/** The run ended without a version because somebody wanted no more of it. */
public record TrainingCancelled(String trainingId) implements TrainingEvent {
    public TrainingCancelled {
        Require.text("trainingId", trainingId);
    }

    @Override
    public String aggregateId() {
        return trainingId;
    }
}
