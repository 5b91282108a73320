package io.likeness.contracts.training;

import io.likeness.contracts.Require;

/** The run is accepted and waits for its dataset or for a free runner. */
public record TrainingQueued(String trainingId, String datasetId, String modelName) implements TrainingEvent {
    public TrainingQueued {
        Require.text("trainingId", trainingId);
        Require.text("datasetId", datasetId);
        Require.name("modelName", modelName);
    }
}
