package io.likeness.contracts.dataset;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /** An entry that was not kept. */
    public record SkippedEntry(String source, SkipReason reason, String detail) {}

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
