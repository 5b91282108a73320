package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;

/**
 * How far an import is.
 *
 * @param read entries looked at so far
 * @param entries entries in all
 * @param accepted images kept so far
 * @param skipped entries named in the report so far
 */
public record ImportProgressed(String datasetId, long read, long entries, long accepted, long skipped)
        implements DatasetEvent {
    public ImportProgressed {
        Require.text("datasetId", datasetId);
        Require.between("entries", entries, 0, Long.MAX_VALUE);
        Require.between("read", read, 0, entries);
        Require.between("accepted", accepted, 0, read);
        Require.between("skipped", skipped, 0, read);
    }
}
