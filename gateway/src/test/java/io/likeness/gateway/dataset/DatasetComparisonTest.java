package io.likeness.gateway.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.gateway.dataset.DatasetDifference.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatasetComparisonTest {
    private final Map<String, List<ShardRow>> rows = new HashMap<>();
    private final List<String> read = new ArrayList<>();

    @Test
    void tellsWhatCameWentAndIsOtherwise() {
        ShardRow anna = row(1, "a.jpg", "Anna", Map.of("age", 20.0));
        ShardRow second = row(1, "a.jpg#2", null, Map.of());
        ShardRow bo = row(2, "b.jpg", null, Map.of("age", 30.0));
        ShardRow cleo = row(3, "c.jpg", null, Map.of());
        Shard shared = shard("shared", Split.TRAIN, row(9, "z.jpg", null, Map.of()));
        DatasetManifest before = manifest(
                "old",
                List.of("age"),
                shared,
                shard("1", Split.TRAIN, anna, second, bo),
                shard("2", Split.VALIDATION, cleo));
        DatasetManifest now = manifest(
                "new",
                List.of("Smiling"),
                shared,
                shard(
                        "3",
                        Split.TRAIN,
                        row(1, "elsewhere/a.jpg", "Anna", Map.of("age", 21.0)),
                        row(2, "b.jpg", "Bo", Map.of("age", 30.0)),
                        cleo,
                        row(4, "d.jpg", null, Map.of())));

        DatasetDifference difference = compare(before, now);

        assertEquals("old", difference.since());
        assertEquals(1, difference.added());
        assertEquals(1, difference.removed(), "the second face of a file");
        assertEquals(2, difference.relabelled());
        assertEquals(1, difference.moved());
        assertEquals(List.of("Smiling"), difference.newLabels());
        assertEquals(List.of("age"), difference.lostLabels());
        assertEquals(
                List.of("- d.jpg", "a.jpg#2 -", "a.jpg elsewhere/a.jpg", "b.jpg b.jpg", "c.jpg c.jpg"),
                difference.images().stream().map(DatasetComparisonTest::names).toList());
        Pair moved = difference.images().getLast();
        assertEquals("/v1/datasets/old/images/4.png", image(moved.before()));
        assertEquals("/v1/datasets/new/images/3.png", image(moved.now()));
        assertTrue(!read.contains("shared"), "what both have is not read");
    }

    @Test
    void findsNothingBetweenTheSame() {
        ShardRow[] all = {row(1, "a.jpg", null, Map.of("age", 20.0, "Smiling", 1.0)), row(2, "b.jpg", null, Map.of())};

        DatasetDifference difference = compare(
                manifest("old", List.of(), shard("1", Split.TRAIN, all)),
                manifest("new", List.of(), shard("2", Split.TRAIN, all[1], all[0])));

        assertEquals(new DatasetDifference("old", 0, 0, 0, 0, List.of(), List.of(), List.of()), difference);
    }

    @Test
    void knowsCopiesOfOneFile() {
        ShardRow young = row(1, "a.jpg", null, Map.of("age", 20.0));
        ShardRow old = row(1, "copy.jpg", null, Map.of("age", 60.0));

        DatasetDifference difference = compare(
                manifest("old", List.of(), shard("1", Split.TRAIN, young, old, old)),
                manifest("new", List.of(), shard("2", Split.TRAIN, old, young)));

        assertEquals(0, difference.added());
        assertEquals(1, difference.removed());
        assertEquals(0, difference.relabelled());
        assertEquals(
                List.of("copy.jpg -"),
                difference.images().stream().map(DatasetComparisonTest::names).toList());
    }

    @Test
    void showsAHundredOfEachAndCountsAll() {
        ShardRow[] some = IntStream.range(0, 150)
                .mapToObj(k -> row(k, k + ".jpg", null, Map.of()))
                .toArray(ShardRow[]::new);
        ShardRow[] others = IntStream.range(150, 400)
                .mapToObj(k -> row(k, k + ".jpg", null, Map.of()))
                .toArray(ShardRow[]::new);

        DatasetDifference difference = compare(
                manifest("old", List.of(), shard("1", Split.TRAIN, some)),
                manifest("new", List.of(), shard("2", Split.TRAIN, others)));

        assertEquals(250, difference.added());
        assertEquals(150, difference.removed());
        assertEquals(200, difference.images().size());
        assertNull(difference.images().getFirst().before());
        assertNull(difference.images().getLast().now());
    }

    private DatasetDifference compare(DatasetManifest before, DatasetManifest now) {
        return new DatasetComparison(before, now, shard -> {
                    read.add(shard.rows().key());
                    return rows.getOrDefault(shard.rows().key(), List.of()).stream();
                })
                .compare();
    }

    private Shard shard(String name, Split split, ShardRow... content) {
        rows.put(name, Arrays.asList(content));
        return new Shard(0, split, content.length, reference(name), reference(name));
    }

    private static ObjectReference reference(String name) {
        return new ObjectReference("datasets", name, "%064x".formatted(name.hashCode()), 1, "application/x-ndjson");
    }

    private static DatasetManifest manifest(String id, List<String> labels, Shard... shards) {
        return new DatasetManifest(
                id,
                "faces",
                Layout.FOLDER,
                1,
                32,
                new CentreCrop(1, 1),
                new SplitCounts(1, 1, 0),
                labels,
                List.of(shards),
                null,
                null);
    }

    private static ShardRow row(int file, String source, @Nullable String person, Map<String, Double> labels) {
        return new ShardRow(source, "%08x".formatted(file).repeat(8), person, labels);
    }

    private static String names(Pair pair) {
        return name(pair.before()) + " " + name(pair.now());
    }

    private static String name(@Nullable DatasetImage image) {
        return image == null ? "-" : image.name();
    }

    private static String image(@Nullable DatasetImage image) {
        return image == null ? "-" : image.image();
    }
}
