package io.likeness.ingest.dataset;

import io.likeness.contracts.Failure;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.FaceFrame;
import io.likeness.contracts.dataset.ImportReport.LabelFileUse;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.ImportReport.SkippedEntry;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.SplitCounts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an import ended. */
public sealed interface ImportOutcome {
    /**
     * A dataset, its shards stored.
     *
     * @param crop the crop that was applied
     * @param frame where the eyes of the faces are, absent where that is not known
     * @param labels names of the labels that rows may carry, sorted
     * @param entries files looked at
     * @param skippedByReason how many files each reason cost
     * @param skipped the first of them
     * @param thumbnails PNG files of some of those, by the SHA-256 of the files; owned by the receiver
     * @param labelCounts for each label how many images carry it with a value above 0
     * @param labelFiles how each label file and the images met
     * @param preview a PNG file; owned by the receiver
     */
    @SuppressWarnings("ArrayRecordComponent") // The preview goes to the store and is never compared.
    record Imported(
            Layout layout,
            CentreCrop crop,
            @Nullable FaceFrame frame,
            List<String> labels,
            List<Shard> shards,
            SplitCounts counts,
            long entries,
            Map<SkipReason, Long> skippedByReason,
            List<SkippedEntry> skipped,
            Map<String, byte[]> thumbnails,
            Map<String, Long> labelCounts,
            List<LabelFileUse> labelFiles,
            byte[] preview)
            implements ImportOutcome {
        /** Files that were not kept. */
        public long skippedInAll() {
            return skippedByReason.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** The archive cannot become a dataset, however often it is tried. */
    record Refused(Failure failure) implements ImportOutcome {}
}
