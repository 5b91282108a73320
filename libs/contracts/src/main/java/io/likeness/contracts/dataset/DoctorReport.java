package io.likeness.contracts.dataset;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Require;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What there is to be said of a sealed dataset's images and labels before a model learns them.
 *
 * @param digest SHA-256 of the manifest that was examined
 * @param images in the dataset
 * @param compared of them looked for near duplicates: all, but for very large datasets, of which the 100,000 pairs that are most alike are looked at
 * @param measures how a measure is spread over the images, by its name
 * @param findings by kind; none where there is nothing to be said
 * @param failure why it could not be examined, absent where it was
 */
public record DoctorReport(
        String datasetId,
        String digest,
        long images,
        long compared,
        Map<String, MeasureSpread> measures,
        List<DoctorFinding> findings,
        double seconds,
        @Nullable Failure failure) {
    /** How many groups of a finding are shown; all are counted. */
    public static final int MOST_GROUPS = 48;

    /** How many images of a group are shown; all are counted. */
    public static final int MOST_IMAGES = 24;

    public DoctorReport {
        Require.text("datasetId", datasetId);
        Require.sha256("digest", digest);
        measures = Collections.unmodifiableMap(new TreeMap<>(measures));
        findings = List.copyOf(findings);
    }

    /** Of a dataset that could not be examined. */
    public static DoctorReport failed(String datasetId, String digest, long images, Failure failure) {
        return new DoctorReport(datasetId, digest, images, 0, Map.of(), List.of(), 0, failure);
    }

    /**
     * Where the report of a dataset is, in the bucket of its manifest.
     *
     * @param manifest the manifest's key
     */
    public static String key(String manifest) {
        return manifest.substring(0, manifest.lastIndexOf('/') + 1) + "doctor.json";
    }

    /**
     * How a measure is spread over the images.
     *
     * @param low that of which 5 % have less
     * @param high that of which 5 % have more
     * @param least below it an image is found unusual, absent where none is
     * @param most above it an image is found unusual, absent where none is
     */
    public record MeasureSpread(
            double low,
            double median,
            double high,
            @Nullable Double least,
            @Nullable Double most) {}

    /**
     * Something that was found.
     *
     * @param label of which it is, absent for a finding that is of none
     * @param groups how many there are of what was found
     * @param images how many images these have in all
     * @param shown the first groups
     */
    public record DoctorFinding(
            DoctorFindingKind kind, @Nullable String label, long groups, long images, List<FoundTogether> shown) {
        public DoctorFinding {
            shown = List.copyOf(shown);
        }
    }

    /**
     * Images that were found together.
     *
     * @param of whom they show, or in which labels they contradict each other; absent where neither is the matter
     * @param count how many there are
     * @param images the first of them
     */
    public record FoundTogether(@Nullable String of, long count, List<FoundImage> images) {
        public FoundTogether {
            images = List.copyOf(images);
        }
    }

    /**
     * One image.
     *
     * @param index its place in the order of the manifest's shards, from 0
     * @param source its path in the archive
     */
    public record FoundImage(long index, String source, Split split) {}

    /** What can be found, and what becomes of it where that is applied. */
    public enum DoctorFindingKind {
        /** One picture several times: encoded again, mirrored, cut out a little otherwise, or lighter. Of each the first is kept. */
        NEAR_DUPLICATES,
        /** Near duplicates that are not all in one part: what validates or tests was learned by heart. All go to the part that has most of them. */
        NEAR_DUPLICATES_ACROSS_PARTS,
        /** One person in several parts. All of their images go to the part that has most of them. */
        PERSON_ACROSS_PARTS,
        /** Near duplicates whose labels differ. They lose the labels in which they do. */
        CONTRADICTORY_LABELS,
        /** Near duplicates that are said to show different people. They are of nobody then. */
        CONTRADICTORY_PEOPLE,
        /** A label that has one value on all images that have it: there is nothing to be learned from it. No image has it then. */
        CONSTANT_LABEL,
        /** Unlike all others: perhaps no face, or one cut out wrongly. They are removed. */
        UNUSUAL,
        /** Far less sharp than the others. They are removed. */
        BLURRED,
        /** Far darker than the others. They are removed. */
        DARK,
        /** Far brighter than the others. They are removed. */
        BRIGHT,
        /** One that a newer writer knows. */
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
