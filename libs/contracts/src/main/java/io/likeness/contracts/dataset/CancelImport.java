package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;

/** End an import that has not ended: one that waits never starts, one that reads stops within an image. */
public record CancelImport(String datasetId) implements DatasetCommand {
    public CancelImport {
        Require.text("datasetId", datasetId);
    }

    @Override
    public String aggregateId() {
        return datasetId;
    }
}
