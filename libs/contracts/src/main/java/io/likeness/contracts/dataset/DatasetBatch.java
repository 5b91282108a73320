package io.likeness.contracts.dataset;

import io.likeness.contracts.Payload;

/** What ingest-service announces per shard while an import runs. */
public sealed interface DatasetBatch extends Payload permits BatchPrepared {
    String datasetId();

    @Override
    default String aggregateId() {
        return datasetId();
    }
}
