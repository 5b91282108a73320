package io.likeness.ingest.dataset;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.ImportOptions;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.ingest.layout.Subject;
import io.likeness.ingest.split.SplitRule;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sealed dataset to whose images others are added. The dataset that has both shares its shards, is read as it was, and takes in no file that
 * it has.
 *
 * @param digest SHA-256 of the manifest, another once an image was erased from it
 * @param report of the import that made it
 * @param images all of its rows, read anew each time
 */
public record BaseDataset(
        DatasetManifest manifest, String digest, ImportReport report, Supplier<Stream<PlacedRow>> images) {
    /** The row of an image, and the part that it is in. */
    public record PlacedRow(Split split, ShardRow row) {}

    /** Those by which it was read itself, in place of what is asked for, but for the terms. */
    ImportOptions options(ImportOptions asked) {
        requireSame("channels", manifest.channels(), asked.channels());
        requireSame("side", manifest.side(), asked.side());
        return new ImportOptions(
                manifest.layout(), manifest.channels(), manifest.side(), manifest.crop(), terms(asked.terms()));
    }

    /** Images under both terms are under both. */
    public @Nullable String terms(@Nullable String added) {
        String before = manifest.terms();
        if (before == null || added == null || before.equals(added)) {
            return before == null ? added : before;
        }
        return before + "\n" + added;
    }

    /** The parts that have images. */
    Set<Split> splits() {
        return manifest.shards().stream().map(Shard::split).collect(Collectors.toSet());
    }

    /** The people most of whose images are elsewhere than where a rule has them: whoever comes again goes there. */
    Map<String, Split> placed(SplitRule rule) {
        Map<String, long[]> counts = new TreeMap<>();
        try (Stream<PlacedRow> all = images.get()) {
            all.forEach(image -> {
                String person = image.row().identity();
                if (person != null) {
                    counts.computeIfAbsent(person, name -> new long[Split.values().length])[
                            image.split().ordinal()]++;
                }
            });
        }
        Map<String, Split> placed = new TreeMap<>();
        counts.forEach((person, parts) -> {
            Split most = Stream.of(Split.values())
                    .max(Comparator.comparingLong(split -> parts[split.ordinal()]))
                    .orElseThrow();
            if (rule.split(Subject.of(person), "") != most) {
                placed.put(person, most);
            }
        });
        return placed;
    }

    List<String> labels(List<String> added) {
        return Stream.of(manifest.labels(), added)
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
    }

    Map<String, Long> labelCounts(Map<String, Long> added) {
        Map<String, Long> all = new TreeMap<>(report.labels());
        added.forEach((label, images) -> all.merge(label, images, Long::sum));
        return all;
    }

    /** @throws LikenessException {@code DATASET_UNUSABLE} if an image that was erased is still in it */
    public SeenFiles seen(Set<String> erased) {
        SeenFiles seen = new SeenFiles();
        try (Stream<PlacedRow> all = images.get()) {
            all.forEach(image -> seen.add(image.row().sha256()));
        }
        erased.stream().filter(seen::contains).findFirst().ifPresent(sha256 -> {
            throw new LikenessException(
                    ErrorCode.DATASET_UNUSABLE,
                    "baseId: expected a dataset without images that were erased, found %s in %s, whose erasure has failed: ask for it again"
                            .formatted(sha256, manifest.datasetId()));
        });
        return seen;
    }

    private static void requireSame(String field, int expected, int found) {
        if (expected != found) {
            throw new LikenessException(
                    ErrorCode.DATASET_UNUSABLE,
                    "%s: expected %d, as in the dataset to which images are added, found %d"
                            .formatted(field, expected, found));
        }
    }
}
