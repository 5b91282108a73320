package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;

/**
 * The archive is read and its layout known.
 *
 * @param layout recognised or asked for
 * @param entries candidate images in the archive
 */
public record DatasetImportStarted(String datasetId, String name, Layout layout, long entries) implements DatasetEvent {
    public DatasetImportStarted {
        Require.text("datasetId", datasetId);
        Require.name("name", name);
        Require.present("layout", layout);
        Require.between("entries", entries, 0, Long.MAX_VALUE);
    }

    @Override
    public String aggregateId() {
        return datasetId;
    }
}
