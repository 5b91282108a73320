package io.likeness.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A dataset of smooth blobs in a store, as ingest leaves it. */
public record StoredDataset(DatasetManifest manifest, ObjectReference reference) {
    private static final String BINARY = "application/octet-stream";

    /** Two shards of training images, one of validation images and one of test images; those of 0 images are left out. */
    public static StoredDataset store(ObjectStore store, String datasetId, int side, SplitCounts counts) {
        return store(store, datasetId, side, counts, List.of());
    }

    /** The same with labels of those names: label l of image i of a shard is {@code (i + l) % 2}; the third image lacks the last label. */
    public static StoredDataset store(
            ObjectStore store, String datasetId, int side, SplitCounts counts, List<String> labels) {
        List<Shard> shards = new ArrayList<>();
        int firstHalf = (int) counts.train() / 2;
        add(store, shards, datasetId, side, Split.TRAIN, firstHalf, labels);
        add(store, shards, datasetId, side, Split.TRAIN, (int) counts.train() - firstHalf, labels);
        add(store, shards, datasetId, side, Split.VALIDATION, (int) counts.validation(), labels);
        add(store, shards, datasetId, side, Split.TEST, (int) counts.test(), labels);
        DatasetManifest manifest = new DatasetManifest(
                datasetId, "blobs", Layout.FOLDER, 1, side, new CentreCrop(1, 1), counts, labels, shards, null, null);
        return new StoredDataset(
                manifest,
                store.put(Bucket.DATASETS, datasetId + "/manifest.json", Json.encode(manifest), "application/json"));
    }

    public DatasetSealed sealed() {
        return new DatasetSealed(
                manifest.datasetId(),
                manifest.name(),
                manifest.layout(),
                manifest.counts(),
                0,
                reference,
                reference,
                reference,
                1.0);
    }

    /** The images of one shard: {@code uint8[count, 1, side, side]}. */
    public static byte[] images(int shard, int side, int count) {
        byte[] images = new byte[count * side * side];
        for (int i = 0; i < images.length; i++) {
            int image = shard * 1000 + i / (side * side);
            int y = i / side % side;
            int x = i % side;
            double value = Math.sin(0.1 * x * (1 + image % 5)) * Math.cos(0.07 * y * (1 + image % 7));
            images[i] = (byte) (127 + 100 * value);
        }
        return images;
    }

    private static void add(
            ObjectStore store,
            List<Shard> shards,
            String datasetId,
            int side,
            Split split,
            int count,
            List<String> labels) {
        if (count == 0) {
            return;
        }
        int index = shards.size();
        String key = datasetId + "/shards/" + index;
        ObjectReference stored = store.put(Bucket.DATASETS, key + ".u8", images(index, side, count), BINARY);
        ObjectReference rows =
                store.put(Bucket.DATASETS, key + ".jsonl", rows(datasetId, count, labels), "application/jsonl");
        shards.add(new Shard(index, split, count, stored, rows));
    }

    private static byte[] rows(String datasetId, int count, List<String> labels) {
        StringBuilder rows = new StringBuilder();
        for (int image = 0; image < count; image++) {
            Map<String, Double> values = new TreeMap<>();
            int known = image == 2 ? labels.size() - 1 : labels.size();
            for (int label = 0; label < known; label++) {
                values.put(labels.get(label), (image + label) % 2.0);
            }
            ShardRow row = new ShardRow(image + ".png", Digests.sha256(datasetId.getBytes(UTF_8)), null, values);
            rows.append(new String(Json.encode(row), UTF_8)).append('\n');
        }
        return rows.toString().getBytes(UTF_8);
    }
}
