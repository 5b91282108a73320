package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;

/** Nothing is stored of the dataset any more: whoever has copies deletes them. */
public record DatasetDeleted(String datasetId) implements DatasetEvent {
    public DatasetDeleted {
        Require.text("datasetId", datasetId);
    }

    @Override
    public String aggregateId() {
        return datasetId;
    }
}
