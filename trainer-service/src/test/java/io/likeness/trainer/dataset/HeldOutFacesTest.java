package io.likeness.trainer.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.platform.store.Bucket;
import io.likeness.trainer.MemoryStore;
import io.likeness.training.protocol.ComparisonRequest.RealSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets of images of one pixel, which is the image's number. */
final class HeldOutFacesTest {
    private static final int MANY = 100;

    private final MemoryStore store = new MemoryStore();
    private final HeldOutFaces faces = new HeldOutFaces(store);

    @TempDir
    private Path folder;

    @Test
    void leavesOutWhatAnotherHasLearned() throws Exception {
        ObjectReference one = dataset("one", range(0, 20), range(20, 25), range(25, 30));
        ObjectReference other = dataset("other", range(22, 28), range(40, 42), range(42, 45));
        List<RealSet> sets = faces.write(List.of(one, other), List.of(one, other), MANY, folder, () -> {});
        assertEquals(2, sets.size());
        assertArrayEquals(new byte[] {28, 29, 20, 21}, pixels(sets.get(0)), "test first, then validation");
        assertArrayEquals(new byte[] {42, 43, 44, 40, 41}, pixels(sets.get(1)));
    }

    @Test
    void leavesOutWhatAParentHasLearnedWhoseOwnFacesAreNotWanted() throws Exception {
        ObjectReference own = dataset("own", range(0, 5), range(5, 8), List.of());
        ObjectReference parents = dataset("parents", range(6, 20), range(20, 21), List.of());
        List<RealSet> sets = faces.write(List.of(own), List.of(own, parents), MANY, folder, () -> {});
        assertArrayEquals(new byte[] {5}, pixels(sets.getFirst()));
    }

    @Test
    void takesAsManyAsAreWantedEvenlySpreadAndOfALargeTestPartAlone() throws Exception {
        ObjectReference large = dataset("large", range(100, 101), range(101, 102), range(0, 80));
        List<RealSet> sets = faces.write(List.of(large), List.of(large), 8, folder, () -> {});
        assertArrayEquals(new byte[] {0, 10, 20, 30, 40, 50, 60, 70}, pixels(sets.getFirst()));
        assertEquals(8, sets.getFirst().images().count());
    }

    @Test
    void aDatasetOfWhichNothingIsLeftIsLeftOut() throws Exception {
        ObjectReference one = dataset("one", range(0, 20), range(20, 22), List.of());
        ObjectReference other = dataset("other", range(18, 30), range(30, 32), List.of());
        List<RealSet> sets = faces.write(List.of(one, other), List.of(one, other), MANY, folder, () -> {});
        assertEquals(1, sets.size());
        assertArrayEquals(new byte[] {30, 31}, pixels(sets.getFirst()));
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static byte[] pixels(RealSet set) throws IOException {
        return Files.readAllBytes(Path.of(set.images().path()));
    }

    private ObjectReference dataset(String id, List<Integer> train, List<Integer> validation, List<Integer> test) {
        List<Shard> shards = new ArrayList<>();
        add(shards, id, Split.TRAIN, train);
        add(shards, id, Split.VALIDATION, validation);
        add(shards, id, Split.TEST, test);
        DatasetManifest manifest = new DatasetManifest(
                id,
                id,
                Layout.FOLDER,
                1,
                1,
                new CentreCrop(1, 1),
                new SplitCounts(train.size(), validation.size(), test.size()),
                List.of(),
                shards,
                null,
                null);
        return store.put(Bucket.DATASETS, id + "/manifest.json", Json.encode(manifest), "application/json");
    }

    private void add(List<Shard> shards, String id, Split split, List<Integer> images) {
        if (images.isEmpty()) {
            return;
        }
        byte[] pixels = new byte[images.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = images.get(i).byteValue();
        }
        String key = id + "/" + split;
        String rows = images.stream()
                .map(image ->
                        new ShardRow(image + ".png", Digests.sha256(new byte[] {image.byteValue()}), null, Map.of()))
                .map(row -> new String(Json.encode(row), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
        shards.add(new Shard(
                shards.size(),
                split,
                images.size(),
                store.put(Bucket.DATASETS, key + ".u8", pixels, "application/octet-stream"),
                store.put(
                        Bucket.DATASETS, key + ".jsonl", rows.getBytes(StandardCharsets.UTF_8), "application/jsonl")));
    }
}
