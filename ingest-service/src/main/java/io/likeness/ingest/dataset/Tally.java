package io.likeness.ingest.dataset;

import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.ImportReport.SkippedEntry;
import io.likeness.contracts.dataset.RefusedThumbnails;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what became of the files. */
final class Tally {
    private final Map<SkipReason, Long> skippedByReason = new EnumMap<>(SkipReason.class);
    private final List<SkippedEntry> named = new ArrayList<>();
    private final Map<SkipReason, Integer> pictured = new EnumMap<>(SkipReason.class);
    private final Map<String, byte[]> thumbnails = new HashMap<>();
    private final Map<String, Long> labels = new TreeMap<>();
    private long files;
    private long accepted;
    private long skipped;

    /** A file was looked at, whatever becomes of it. */
    void file() {
        files++;
    }

    /** An image of a file is kept. */
    void accept(Map<String, Double> imageLabels) {
        accepted++;
        imageLabels.forEach((label, value) -> labels.merge(label, value > 0 ? 1L : 0L, Long::sum));
    }

    /** @param picture of the file, if there is any */
    void skip(String source, SkipReason reason, String detail, @Nullable Picture picture) {
        skipped++;
        skippedByReason.merge(reason, 1L, Long::sum);
        if (named.size() < ImportReport.MOST_NAMED) {
            named.add(new SkippedEntry(source, reason, detail, picture == null ? null : drawn(reason, picture)));
        }
    }

    /** The thumbnail's name, or nothing where there are as many of that reason as are kept. */
    private @Nullable String drawn(SkipReason reason, Picture picture) {
        if (pictured.merge(reason, 1, Integer::sum) > RefusedThumbnails.MOST_OF_A_REASON) {
            return null;
        }
        thumbnails.computeIfAbsent(picture.sha256(), file -> picture.thumbnail());
        return RefusedThumbnails.name(picture.sha256());
    }

    /** Whether a refused file of that SHA-256 has a thumbnail. */
    boolean shows(String sha256) {
        return thumbnails.containsKey(sha256);
    }

    /** PNG files by the SHA-256 of what they show. */
    Map<String, byte[]> thumbnails() {
        return Map.copyOf(thumbnails);
    }

    /** Files looked at. */
    long files() {
        return files;
    }

    /** Images kept, of which a file may have several. */
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
