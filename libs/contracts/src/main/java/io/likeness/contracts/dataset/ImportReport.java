package io.likeness.contracts.dataset;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
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
 * @param labelFiles how each label file and the images met; none in reports of before
 */
public record ImportReport(
        String datasetId,
        Layout layout,
        long entries,
        SplitCounts counts,
        Map<SkipReason, Long> skippedByReason,
        List<SkippedEntry> skipped,
        Map<String, Long> labels,
        List<LabelFileUse> labelFiles,
        double seconds) {
    /** How many skipped entries are named; all are counted. */
    public static final int MOST_NAMED = 1000;

    public ImportReport {
        skippedByReason = Collections.unmodifiableMap(new TreeMap<>(skippedByReason));
        skipped = List.copyOf(skipped);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        labelFiles = orNone(labelFiles);
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /**
     * How the rows of a label file and the images met.
     *
     * @param file its name, as the dataset's authors have it
     * @param rows images of which it says something
     * @param rowsWithoutImage those of them that are not there
     * @param imagesWithoutRow files of which it says nothing
     * @param ignored columns of which nothing is taken, as they have words; none in reports of before
     */
    public record LabelFileUse(
            String file, long rows, long rowsWithoutImage, long imagesWithoutRow, List<String> ignored) {
        public LabelFileUse {
            ignored = orNone(ignored);
        }
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
        /** A picture, but not of a face. */
        NO_FACE,
        /** It was there in a version before, and was taken out. */
        REMOVED,
        /** Somebody wants it nowhere: the image was erased. */
        ERASED,
        /** One that a newer writer knows. */
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
