package io.likeness.contracts.dataset;

import io.likeness.contracts.Payload;

/**
 * What happened to a dataset. Exactly one of {@link DatasetSealed}, {@link DatasetRejected} and {@link DatasetImportCancelled} ends an
 * import.
 */
public sealed interface DatasetEvent extends Payload
        permits DatasetImportStarted,
                ImportProgressed,
                DatasetSealed,
                DatasetRejected,
                DatasetImportCancelled,
                DatasetDeleted,
                ImageErased,
                ErasureFailed {}
