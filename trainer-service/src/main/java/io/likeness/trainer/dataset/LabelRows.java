package io.likeness.trainer.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.platform.store.ObjectStore;
import io.likeness.training.protocol.LabelFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Turns the rows of a dataset's shards into {@link LabelFile label files}. Safe for threads. */
final class LabelRows {
    private final ObjectStore store;

    LabelRows(ObjectStore store) {
        this.store = store;
    }

    /** The file of one split; empty, without a row being fetched, where the manifest names no labels. */
    void write(DatasetManifest manifest, Split split, Path file, DatasetCache.Pause betweenShards)
            throws IOException, InterruptedException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            if (manifest.labels().isEmpty()) {
                return;
            }
            for (Shard shard : manifest.shards(split)) {
                DatasetCache.pause(manifest, betweenShards);
                out.write(numbers(shard, manifest.labels()));
            }
        }
    }

    private byte[] numbers(Shard shard, List<String> names) {
        return LabelFile.numbers(of(shard, store), names);
    }

    /** The rows of a shard; throws {@code DATASET_UNUSABLE} if they are not as many as its images. */
    static List<ShardRow> of(Shard shard, ObjectStore store) {
        List<ShardRow> rows = new String(store.fetch(shard.rows()), UTF_8)
                .lines()
                .map(line -> Json.decode(line.getBytes(UTF_8), ShardRow.class))
                .toList();
        if (rows.size() != shard.count()) {
            throw DatasetCheck.unusable(
                    "shard " + shard.index(), shard.count() + " rows", Integer.toString(rows.size()));
        }
        return rows;
    }
}
