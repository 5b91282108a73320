package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;
import io.likeness.contracts.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Make the next version of a sealed dataset, which stays as it is.
 *
 * @param datasetId of the version that is made
 * @param name of the dataset, also the default name of the models trained on it
 * @param baseId the dataset whose next version it is, and whose shards it shares where nothing of them changes
 * @param options as that one was read, but for the terms, which are added to its own
 * @param changes in what the two differ
 * @param tenant whose the dataset is; absent: the operator's
 */
public record ReviseDataset(
        String datasetId,
        String name,
        String baseId,
        ImportOptions options,
        DatasetChanges changes,
        @Nullable String tenant)
        implements DatasetCommand {
    public ReviseDataset {
        Require.text("datasetId", datasetId);
        Require.name("name", name);
        Require.text("baseId", baseId);
        Require.present("options", options);
        Require.present("changes", changes);
        if (tenant != null) {
            Require.name("tenant", tenant);
        }
    }

    /** Whose the dataset is. */
    public TenantId owner() {
        return tenant == null ? TenantId.MAIN : new TenantId(tenant);
    }

    @Override
    public String aggregateId() {
        return datasetId;
    }
}
