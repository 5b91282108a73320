package io.likeness.contracts.dataset;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import io.likeness.contracts.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Read an uploaded archive into shards.
 *
 * @param name of the dataset, also the default name of the models trained on it
 * @param companions files uploaded beside the archive: label files, and further archives, which are read as if all were one; may be empty
 * @param baseId a sealed dataset to whose images those of the archive are added, and whose shards the new one shares; absent where it is to
 *     have the archive's alone
 * @param tenant whose the dataset is; absent: the operator\'s
 */
public record ImportDataset(
        String datasetId,
        String name,
        ObjectReference archive,
        @Nullable List<CompanionFile> companions,
        ImportOptions options,
        @Nullable String baseId,
        @Nullable String tenant)
        implements DatasetCommand {
    /** A command must fit into one Kafka record. */
    public static final int MOST_COMPANIONS = 16;

    public ImportDataset {
        Require.text("datasetId", datasetId);
        Require.name("name", name);
        Require.present("archive", archive);
        companions = companions == null ? List.of() : List.copyOf(companions);
        Require.between("companions.size", companions.size(), 0, MOST_COMPANIONS);
        Require.present("options", options);
        if (tenant != null) {
            Require.name("tenant", tenant);
        }
    }

    /** Of a dataset that has the archive's images alone. */
    public ImportDataset(
            String datasetId,
            String name,
            ObjectReference archive,
            @Nullable List<CompanionFile> companions,
            ImportOptions options) {
        this(datasetId, name, archive, companions, options, null, null);
    }

    /** Of the operator's. */
    public ImportDataset(
            String datasetId,
            String name,
            ObjectReference archive,
            @Nullable List<CompanionFile> companions,
            ImportOptions options,
            @Nullable String baseId) {
        this(datasetId, name, archive, companions, options, baseId, null);
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
