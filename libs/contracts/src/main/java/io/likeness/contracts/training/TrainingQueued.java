package io.likeness.contracts.training;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * The run is accepted and waits for its dataset or for a free runner.
 *
 * @param position among the runs that wait, 1 for the next; absent where it was not counted
 */
public record TrainingQueued(
        String trainingId,
        String datasetId,
        String modelName,
        @Nullable Integer position) implements TrainingEvent {
    public TrainingQueued {
        Require.text("trainingId", trainingId);
        Require.text("datasetId", datasetId);
        Require.name("modelName", modelName);
        if (position != null) {
            Require.between("position", position, 1, Integer.MAX_VALUE);
        }
    }

    @Override
    public String aggregateId() {
        return trainingId;
    }
}
