package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;

/** Delete a dataset and all that is stored of it; an import that has not ended is ended first. */
public record DeleteDataset(String datasetId) implements DatasetCommand {
    public DeleteDataset {
        Require.text("datasetId", datasetId);
    }

    @Override
    public String aggregateId() {
        return datasetId;
    }
}
