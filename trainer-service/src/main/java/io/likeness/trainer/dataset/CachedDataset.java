package io.likeness.trainer.dataset;

import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.Split;
import io.likeness.training.CacheFile;
import java.nio.file.Path;

/**
 * A dataset on local disk: one file of raw {@code uint8[N, C, S, S]} a split, its shards one after the other. The folder stays as
 * long as it is the last one that was prepared.
 */
public record CachedDataset(DatasetManifest manifest, Path folder) {

    Path file(Split split) {
        return folder.resolve(fileName(split));
    }

    /** The images of one split, for the engine. */
    public CacheFile cacheFile(Split split) {
        return new CacheFile(
                file(split).toAbsolutePath().toString(),
                Math.toIntExact(manifest.counts().of(split)));
    }

    /** Of all images. */
    public long bytes() {
        return manifest.counts().total() * manifest.channels() * manifest.side() * manifest.side();
    }

    static String fileName(Split split) {
        return switch (split) {
            case TRAIN -> "train.u8";
            case VALIDATION -> "validation.u8";
            case TEST -> "test.u8";
        };
    }
}
