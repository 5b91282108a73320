package io.likeness.trainer.dataset;

import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.Split;
import io.likeness.training.protocol.CacheFile;
import io.likeness.training.protocol.LabelFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A dataset on local disk: one file of raw {@code uint8[N, C, S, S]} a split, its shards one after the other, and beside it a {@link
 * LabelFile} of the labels that the manifest names. The folder stays as long as it is the last one that was prepared.
 */
public record CachedDataset(DatasetManifest manifest, Path folder) {

    Path file(Split split) {
        return folder.resolve(fileName(split));
    }

    Path labels(Split split) {
        return folder.resolve(labelsName(split));
    }

    /** The images of one split with their labels, for the engine. */
    public CacheFile cacheFile(Split split) {
        return new CacheFile(
                file(split).toAbsolutePath().toString(),
                Math.toIntExact(manifest.counts().of(split)),
                labelFile(split));
    }

    private @Nullable LabelFile labelFile(Split split) {
        return manifest.labels().isEmpty()
                ? null
                : new LabelFile(labels(split).toAbsolutePath().toString(), manifest.labels());
    }

    /** Of all images. */
    public long bytes() {
        return manifest.counts().total() * manifest.channels() * manifest.side() * manifest.side();
    }

    /** Of all labels. */
    long labelBytes() {
        return manifest.counts().total() * manifest.labels().size() * Float.BYTES;
    }

    static String labelsName(Split split) {
        return fileName(split).replace(".u8", ".f32");
    }

    static String fileName(Split split) {
        return switch (split) {
            case TRAIN -> "train.u8";
            case VALIDATION -> "validation.u8";
            case TEST -> "test.u8";
        };
    }
}
