package io.likeness.contracts.dataset;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Require;
import java.util.List;

/**
 * No dataset and no upload holds the image any more.
 *
 * @param datasets those that held it, sealed anew without it
 * @param uploads those that held it, without it
 */
public record ImageErased(String erasureId, String sha256, List<RevisedDataset> datasets, List<RewrittenUpload> uploads)
        implements DatasetEvent {
    public ImageErased {
        Require.text("erasureId", erasureId);
        Require.sha256("sha256", sha256);
        datasets = List.copyOf(Require.present("datasets", datasets));
        uploads = List.copyOf(Require.present("uploads", uploads));
    }

    @Override
    public String aggregateId() {
        return erasureId;
    }

    /**
     * A dataset that held the image, and what is true of it now.
     *
     * @param before SHA-256 of its manifest while it did
     * @param counts images per split
     * @param manifest a {@link DatasetManifest}
     * @param report an {@link ImportReport}
     * @param preview a PNG grid of images of it
     */
    public record RevisedDataset(
            String datasetId,
            String before,
            SplitCounts counts,
            ObjectReference manifest,
            ObjectReference report,
            ObjectReference preview) {
        public RevisedDataset {
            Require.text("datasets.datasetId", datasetId);
            Require.sha256("datasets.before", before);
            Require.present("datasets.counts", counts);
            Require.present("datasets.manifest", manifest);
            Require.present("datasets.report", report);
            Require.present("datasets.preview", preview);
        }
    }

    /**
     * An archive that held the image.
     *
     * @param before the archive while it did
     * @param after the archive now, under the same key
     */
    public record RewrittenUpload(ObjectReference before, ObjectReference after) {
        public RewrittenUpload {
            Require.present("uploads.before", before);
            Require.present("uploads.after", after);
        }
    }
}
