package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * How far an import is.
 *
 * @param read entries looked at so far
 * @param entries entries in all
 * @param accepted entries so far of which an image is kept, or several
 * @param skipped entries named in the report so far
 * @param waitingFor why the import does not go on for now, for people to read; absent while it does
 */
public record ImportProgressed(
        String datasetId,
        long read,
        long entries,
        long accepted,
        long skipped,
        @Nullable String waitingFor) implements DatasetEvent {
    public ImportProgressed {
        Require.text("datasetId", datasetId);
        Require.between("entries", entries, 0, Long.MAX_VALUE);
        Require.between("read", read, 0, entries);
        Require.between("accepted", accepted, 0, read);
        Require.between("skipped", skipped, 0, read);
        if (waitingFor != null) {
            Require.text("waitingFor", waitingFor);
        }
    }

    /** An import that goes on. */
    public ImportProgressed(String datasetId, long read, long entries, long accepted, long skipped) {
        this(datasetId, read, entries, accepted, skipped, null);
    }

    /** The same import, which begins anew once what it waits for is there. */
    public static ImportProgressed waiting(String datasetId, String reason) {
        return new ImportProgressed(datasetId, 0, 0, 0, 0, reason);
    }

    @Override
    public String aggregateId() {
        return datasetId;
    }
}
