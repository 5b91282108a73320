package io.likeness.contracts.training;

import io.likeness.contracts.Require;

/** Delete a run and all that is stored of it but the version it made; one that has not ended is ended first. */
public record DeleteTraining(String trainingId) implements TrainingCommand {
    public DeleteTraining {
        Require.text("trainingId", trainingId);
    }

    @Override
    public String aggregateId() {
        return trainingId;
    }
}
