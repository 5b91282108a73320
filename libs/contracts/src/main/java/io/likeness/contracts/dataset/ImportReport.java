package io.likeness.contracts.dataset;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an import kept and what it did not.
 *
 * @param skippedByReason how many entries each reason cost
 * @param skipped the first entries that were not kept, each with its reason
 * @param labels for each label how many images carry it with a value above 0
 */
public record ImportReport(
        String datasetId,
        Layout layout,
        long entries,
        SplitCounts counts,
        Map<SkipReason, Long> skippedByReason,
        List<SkippedEntry> skipped,
        Map<String, Long> labels,
        double seconds) {
    /** How many skipped entries are named; all are counted. */
    public static final int MOST_NAMED = 1000;

    public ImportReport {
        skippedByReason = Collections.unmodifiableMap(new TreeMap<>(skippedByReason));
        skipped = List.copyOf(skipped);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /**
     * An entry that was not kept.
     *
     * @param thumbnail its name among {@link RefusedThumbnails}; absent where there is none
     */
    public record SkippedEntry(
            String source,
            SkipReason reason,
            String detail,
            @Nullable String thumbnail) {

        /** The same, of which there is no picture. */
        public SkippedEntry unpictured() {
            return new SkippedEntry(source, reason, detail, null);
        }
    }

    /** Why an entry was not kept. */
    public enum SkipReason {
        NOT_AN_IMAGE,
        BROKEN,
        TOO_SMALL,
        TOO_LARGE,
        DUPLICATE,
        /** Somebody wants it nowhere: the image was erased. */
        ERASED
    }
}
