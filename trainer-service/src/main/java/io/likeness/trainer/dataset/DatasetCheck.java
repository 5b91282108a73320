package io.likeness.trainer.dataset;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.training.TrainingConfiguration;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What a dataset must be to be trained on. */
public final class DatasetCheck {
    private DatasetCheck() {}

    /**
     * @throws LikenessException {@code DATASET_UNUSABLE} if the manifest is of another dataset, contradicts itself or has no images to
     *     train or validate on, {@code IMPOSSIBLE_CONFIGURATION} if the images are of another shape than the configuration's
     */
    public static void require(DatasetManifest manifest, String datasetId, TrainingConfiguration configuration) {
        if (!manifest.datasetId().equals(datasetId)) {
            throw unusable("manifest.datasetId", datasetId, manifest.datasetId());
        }
        for (Split split : Split.values()) {
            requireCounts(manifest, split);
        }
        requireImages("counts.train", manifest.counts().train());
        requireImages("counts.validation", manifest.counts().validation());
        configuration.requireImages(manifest.channels(), manifest.side());
    }

    /** SHA-256 over the digests of the validation shards, as 64 ASCII digits each, in order: equal for the same images alone. */
    public static String validationDigest(DatasetManifest manifest) {
        MessageDigest digest = Digests.newSha256();
        for (Shard shard : manifest.shards(Split.VALIDATION)) {
            digest.update(shard.images().sha256().getBytes(StandardCharsets.US_ASCII));
        }
        return Digests.hex(digest.digest());
    }

    private static void requireCounts(DatasetManifest manifest, Split split) {
        long counted = manifest.counts().of(split);
        long listed = manifest.shards(split).stream().mapToLong(Shard::count).sum();
        if (counted != listed || counted > Integer.MAX_VALUE) {
            throw unusable(
                    "manifest.counts." + CachedDataset.fileName(split), counted + " images", listed + " in shards");
        }
    }

    private static void requireImages(String field, long found) {
        if (found == 0) {
            throw unusable("manifest." + field, "at least one image", "none");
        }
    }

    /** @throws LikenessException {@code DATASET_UNUSABLE} for a shard of another length */
    static void requireLength(Shard shard, long expected, long found) {
        if (found != expected) {
            throw unusable("shard " + shard.index(), expected + " bytes", Long.toString(found));
        }
    }

    static LikenessException unusable(String field, String expected, String found) {
        return new LikenessException(
                ErrorCode.DATASET_UNUSABLE, "%s: expected %s, found %s".formatted(field, expected, found));
    }
}
