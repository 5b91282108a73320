package io.likeness.trainer.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.platform.store.Bucket;
import io.likeness.trainer.MemoryStore;
import io.likeness.trainer.StoredDataset;
import io.likeness.trainer.TestSettings;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.LabelFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetCacheTest {
    private static final SplitCounts COUNTS = new SplitCounts(7, 3, 2);
    private static final int SIDE = 64;

    @TempDir
    private Path folder;

    private final MemoryStore store = new MemoryStore();

    @Test
    void joinsTheShardsOfEachSplitInTheirOrder() throws Exception {
        CachedDataset cached = prepare(cache(), dataset("faces"));
        ByteArrayOutputStream train = new ByteArrayOutputStream();
        train.write(StoredDataset.images(0, SIDE, 3));
        train.write(StoredDataset.images(1, SIDE, 4));
        assertArrayEquals(train.toByteArray(), Files.readAllBytes(cached.file(Split.TRAIN)));
        assertArrayEquals(StoredDataset.images(2, SIDE, 3), Files.readAllBytes(cached.file(Split.VALIDATION)));
        assertArrayEquals(StoredDataset.images(3, SIDE, 2), Files.readAllBytes(cached.file(Split.TEST)));
        assertEquals(7, cached.cacheFile(Split.TRAIN).count());
    }

    @Test
    void writesTheLabelsOfEachSplitInTheOrderOfItsImages() throws Exception {
        StoredDataset dataset = StoredDataset.store(store, "labelled", SIDE, COUNTS, List.of("a", "b"));
        CachedDataset cached = prepare(cache(), dataset);
        float[] firstShard = {0, 1, 1, 0, 0, Float.NaN};
        float[] secondShard = {0, 1, 1, 0, 0, Float.NaN, 1, 0};
        float[] train = Arrays.copyOf(firstShard, firstShard.length + secondShard.length);
        System.arraycopy(secondShard, 0, train, firstShard.length, secondShard.length);
        assertArrayEquals(train, numbers(cached.cacheFile(Split.TRAIN)));
        assertArrayEquals(firstShard, numbers(cached.cacheFile(Split.VALIDATION)));
        assertArrayEquals(new float[] {0, 1, 1, 0}, numbers(cached.cacheFile(Split.TEST)));
    }

    @Test
    void rebuildsACacheThatWasWrittenBeforeThereWereLabels() throws Exception {
        StoredDataset dataset = StoredDataset.store(store, "labelled", SIDE, COUNTS, List.of("a", "b"));
        CachedDataset cached = prepare(cache(), dataset);
        int fetches = store.fetches();
        for (Split split : Split.values()) {
            Files.delete(cached.labels(split));
        }
        prepare(cache(), dataset);
        assertEquals(2 * fetches, store.fetches());
        assertTrue(Files.exists(cached.labels(Split.TRAIN)));
    }

    @Test
    void refusesAShardWithoutARowForEachImage() {
        StoredDataset dataset = StoredDataset.store(store, "labelled", SIDE, COUNTS, List.of("a", "b"));
        DatasetManifest manifest = dataset.manifest();
        List<Shard> shards = new ArrayList<>(manifest.shards());
        Shard last = shards.removeLast();
        ObjectReference otherRows = shards.getFirst().rows();
        shards.add(new Shard(last.index(), last.split(), last.count(), last.images(), otherRows));
        DatasetManifest other = new DatasetManifest(
                manifest.datasetId(),
                manifest.name(),
                manifest.layout(),
                manifest.channels(),
                manifest.side(),
                manifest.crop(),
                manifest.counts(),
                manifest.labels(),
                shards,
                null,
                null);
        ObjectReference reference =
                store.put(Bucket.DATASETS, "labelled/other.json", Json.encode(other), "application/json");
        assertFails(ErrorCode.DATASET_UNUSABLE, new StoredDataset(other, reference));
    }

    @Test
    void endsBetweenTwoShardsWhereItsCallerSaysSo() throws Exception {
        StoredDataset dataset = dataset("faces");
        AtomicInteger shards = new AtomicInteger();
        DatasetCache.Pause cancelled = () -> {
            if (shards.incrementAndGet() == 3) {
                throw new InterruptedException("cancelled");
            }
        };
        assertThrows(
                InterruptedException.class,
                () -> cache().prepare(dataset.reference(), "faces", configuration(), cancelled));
        assertEquals(3, store.fetches(), "the manifest and two of four shards");
        try (Stream<Path> caches = Files.list(folder.resolve("datasets"))) {
            assertEquals(0, caches.count());
        }
    }

    @Test
    void usesACompleteCacheAgainAndMendsABrokenOne() throws Exception {
        StoredDataset dataset = dataset("faces");
        CachedDataset cached = prepare(cache(), dataset);
        assertEquals(5, store.fetches(), "the manifest and four shards");
        prepare(cache(), dataset);
        assertEquals(6, store.fetches(), "the manifest alone");
        Files.delete(cached.file(Split.TEST));
        prepare(cache(), dataset);
        assertEquals(11, store.fetches());
        assertTrue(Files.exists(cached.file(Split.TEST)));
    }

    @Test
    void leavesNothingOfACacheWhoseShardIsNotWhatTheManifestPins() throws Exception {
        StoredDataset dataset = dataset("faces");
        store.tamper(dataset.manifest().shards().getLast().images());
        assertFails(ErrorCode.DIGEST_MISMATCH, dataset);
        assertEquals(List.of(), folders());
    }

    @Test
    void refusesWhatCannotBeTrainedOn() {
        assertFails(ErrorCode.DATASET_UNUSABLE, stored("no-train", SIDE, new SplitCounts(0, 3, 2)));
        assertFails(ErrorCode.DATASET_UNUSABLE, stored("no-validation", SIDE, new SplitCounts(7, 0, 2)));
        assertFails(ErrorCode.IMPOSSIBLE_CONFIGURATION, stored("other-side", 32, COUNTS));
    }

    @Test
    void takesADatasetWithoutTestImages() throws Exception {
        CachedDataset cached = prepare(cache(), stored("no-test", SIDE, new SplitCounts(7, 3, 0)));
        assertEquals(0, Files.size(cached.file(Split.TEST)));
    }

    @Test
    void deletesTheLongestUnusedCachesBeyondItsBound() throws Exception {
        long oneDataset = COUNTS.total() * SIDE * SIDE;
        DatasetCache bounded = new DatasetCache(store, new TestSettings(folder, 2 * oneDataset));
        CachedDataset first = prepare(bounded, dataset("first"));
        CachedDataset second = prepare(bounded, dataset("second"));
        Files.setLastModifiedTime(first.folder(), FileTime.fromMillis(2_000));
        Files.setLastModifiedTime(second.folder(), FileTime.fromMillis(1_000));
        CachedDataset third = prepare(bounded, dataset("third"));
        assertTrue(Files.exists(third.folder()));
        assertTrue(Files.exists(first.folder()));
        assertFalse(Files.exists(second.folder()), "it was unused for the longest time");
    }

    @Test
    void deletesWhatAKilledProcessLeft() throws Exception {
        Files.createDirectories(folder.resolve("datasets/building-123"));
        CachedDataset cached = prepare(cache(), dataset("faces"));
        assertEquals(List.of(cached.folder().getFileName().toString()), folders());
    }

    @Test
    void digestsTheValidationImagesAlone() {
        DatasetManifest manifest = dataset("faces").manifest();
        DatasetManifest moreTraining =
                stored("other", SIDE, new SplitCounts(9, 3, 2)).manifest();
        assertEquals(DatasetCheck.validationDigest(manifest), DatasetCheck.validationDigest(moreTraining));
        DatasetManifest moreValidation =
                stored("other", SIDE, new SplitCounts(7, 4, 2)).manifest();
        assertNotEquals(DatasetCheck.validationDigest(manifest), DatasetCheck.validationDigest(moreValidation));
    }

    private static float[] numbers(CacheFile images) throws IOException {
        LabelFile labels = Objects.requireNonNull(images.labels());
        assertEquals(List.of("a", "b"), labels.names());
        FloatBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(Path.of(labels.path())))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] all = new float[numbers.remaining()];
        numbers.get(all);
        return all;
    }

    private DatasetCache cache() {
        return new DatasetCache(store, new TestSettings(folder));
    }

    private StoredDataset dataset(String id) {
        return stored(id, SIDE, COUNTS);
    }

    private StoredDataset stored(String id, int side, SplitCounts counts) {
        return StoredDataset.store(store, id, side, counts);
    }

    private static TrainingConfiguration configuration() {
        return TrainingConfiguration.preset("seed");
    }

    private static CachedDataset prepare(DatasetCache cache, StoredDataset dataset) throws InterruptedException {
        return cache.prepare(dataset.reference(), dataset.manifest().datasetId(), configuration(), () -> {});
    }

    private void assertFails(ErrorCode expected, StoredDataset dataset) {
        LikenessException failure = assertThrows(LikenessException.class, () -> prepare(cache(), dataset));
        assertEquals(expected, failure.code(), () -> "of: " + failure);
    }

    private List<String> folders() throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve("datasets"))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
