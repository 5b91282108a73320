package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;

/** The import ended without a dataset because somebody wanted no more of it. */
public record DatasetImportCancelled(String datasetId) implements DatasetEvent {
    public DatasetImportCancelled {
        Require.text("datasetId", datasetId);
    }

    @Override
    public String aggregateId() {
        return datasetId;
    }
}
