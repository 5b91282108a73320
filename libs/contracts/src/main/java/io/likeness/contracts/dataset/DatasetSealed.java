package io.likeness.contracts.dataset;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;

/**
 * The dataset is complete and will not change.
 *
 * @param manifest a {@link DatasetManifest}
 * @param report an {@link ImportReport}
 * @param preview a PNG grid of images of it
 */
public record DatasetSealed(
        String datasetId,
        String name,
        Layout layout,
        SplitCounts counts,
        long skipped,
        ObjectReference manifest,
        ObjectReference report,
        ObjectReference preview,
        double seconds)
        implements DatasetEvent {
    public DatasetSealed {
        Require.text("datasetId", datasetId);
        Require.name("name", name);
        Require.present("layout", layout);
        Require.present("counts", counts);
        Require.between("skipped", skipped, 0, Long.MAX_VALUE);
        Require.present("manifest", manifest);
        Require.present("report", report);
        Require.present("preview", preview);
        Require.notNegative("seconds", seconds);
    }

    @Override
    public String aggregateId() {
        return datasetId;
    }
}
