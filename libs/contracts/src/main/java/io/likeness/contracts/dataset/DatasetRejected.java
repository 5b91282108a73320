package io.likeness.contracts.dataset;

import io.likeness.contracts.Failure;
import io.likeness.contracts.Require;

/** The archive could not become a dataset, and why. */
public record DatasetRejected(String datasetId, String name, Failure failure) implements DatasetEvent {
    public DatasetRejected {
        Require.text("datasetId", datasetId);
        Require.name("name", name);
        Require.present("failure", failure);
    }

    @Override
    public String aggregateId() {
        return datasetId;
    }
}
