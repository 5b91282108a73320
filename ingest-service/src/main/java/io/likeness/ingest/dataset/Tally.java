package io.likeness.ingest.dataset;

import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.ImportReport.SkippedEntry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of the files. */
final class Tally {
    private final Map<SkipReason, Long> skippedByReason = new EnumMap<>(SkipReason.class);
    private final List<SkippedEntry> named = new ArrayList<>();
    private final Map<String, Long> labels = new TreeMap<>();
    private long accepted;
    private long skipped;

    void accept(Map<String, Double> imageLabels) {
        accepted++;
        imageLabels.forEach((label, value) -> labels.merge(label, value > 0 ? 1L : 0L, Long::sum));
    }

    void skip(String source, SkipReason reason, String detail) {
        skipped++;
        skippedByReason.merge(reason, 1L, Long::sum);
        if (named.size() < ImportReport.MOST_NAMED) {
            named.add(new SkippedEntry(source, reason, detail));
        }
    }

    long accepted() {
        return accepted;
    }

    long skipped() {
        return skipped;
    }

    Map<SkipReason, Long> skippedByReason() {
        return Map.copyOf(skippedByReason);
    }

    List<SkippedEntry> named() {
        return List.copyOf(named);
    }

    Map<String, Long> labels() {
        return Map.copyOf(labels);
    }
}
