package io.likeness.trainer.dataset;

import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.training.CacheFile;
import io.likeness.training.TrainingRequest;
import java.nio.file.Path;

/**
 * A dataset on local disk: one file of raw {@code uint8[N, C, S, S]} a split, its shards one after the other. The folder stays as
 * long as it is the last one that was prepared.
 */
public record CachedDataset(DatasetManifest manifest, Path folder) {

    Path file(Split split) {
        return folder.resolve(fileName(split));
    }

    /** What the engine is to do with it. */
    public TrainingRequest request(TrainingConfiguration configuration, Path output, int replicas) {
        return new TrainingRequest(
                configuration,
                cacheFile(Split.TRAIN),
                cacheFile(Split.VALIDATION),
                cacheFile(Split.TEST),
                output.toAbsolutePath().toString(),
                replicas,
                TrainingRequest.DEFAULT_MIXTURE_COMPONENTS);
    }

    private CacheFile cacheFile(Split split) {
        return new CacheFile(
                file(split).toAbsolutePath().toString(),
                Math.toIntExact(manifest.counts().of(split)));
    }

    static String fileName(Split split) {
        return switch (split) {
            case TRAIN -> "train.u8";
            case VALIDATION -> "validation.u8";
            case TEST -> "test.u8";
        };
    }
}
