package io.likeness.contracts.dataset;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Read an uploaded archive into shards.
 *
 * @param name of the dataset, also the default name of the models trained on it
 * @param companions files uploaded beside the archive, may be empty
 */
public record ImportDataset(
        String datasetId,
        String name,
        ObjectReference archive,
        @Nullable List<CompanionFile> companions,
        ImportOptions options)
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
    }

    @Override
    public String aggregateId() {
        return datasetId;
    }
}
