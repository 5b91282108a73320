package io.likeness.contracts.dataset;

import io.likeness.contracts.Payload;

/** What gateway asks of ingest-service. */
public sealed interface DatasetCommand extends Payload
        permits ImportDataset, ReviseDataset, CancelImport, DeleteDataset, EraseImage {}
