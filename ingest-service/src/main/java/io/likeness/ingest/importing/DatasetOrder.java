package io.likeness.ingest.importing;

import io.likeness.contracts.Json;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.DatasetChanges;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.platform.jobs.RunningJob;
import org.jspecify.annotations.Nullable;

/**
 * What the row of a job says of the dataset that is made, whichever command it was: {@link io.likeness.contracts.dataset.ImportDataset} or {@link
 * io.likeness.contracts.dataset.ReviseDataset}.
 *
 * @param changes absent where an archive is imported
 */
record DatasetOrder(
        String datasetId,
        String name,
        ImportOptions options,
        @Nullable String baseId,
        @Nullable DatasetChanges changes,
        @Nullable String tenant) {
    static DatasetOrder of(RunningJob job) {
        return Json.decode(job.lease().payload(), DatasetOrder.class);
    }

    /** Whose the dataset is. */
    TenantId owner() {
        return tenant == null ? TenantId.MAIN : new TenantId(tenant);
    }
}
