package io.likeness.contracts.training;

import io.likeness.contracts.Failure;
import io.likeness.contracts.Require;

/** The run ended without a version, and why. */
public record TrainingFailed(String trainingId, Failure failure) implements TrainingEvent {
    public TrainingFailed {
        Require.text("trainingId", trainingId);
        Require.present("failure", failure);
    }

    @Override
    public String aggregateId() {
        return trainingId;
    }
}
