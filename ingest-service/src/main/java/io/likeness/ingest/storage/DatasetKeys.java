package io.likeness.ingest.storage;

import io.likeness.contracts.dataset.RefusedThumbnails;
import io.likeness.platform.jobs.Lease;
import java.util.Optional;

/**
 * Keys of the objects of one attempt at a dataset: no other attempt writes or deletes them, however late it wakes.
 *
 * @param fence of the import's lease, or the number of a revision, which is larger than any fence
 */
public record DatasetKeys(String datasetId, long fence) {
    public static DatasetKeys of(Lease lease) {
        return new DatasetKeys(lease.id(), lease.fence());
    }

    /** The attempt that a key belongs to, if it is one of {@link DatasetKeys}. */
    public static Optional<DatasetKeys> parse(String key) {
        String[] parts = key.split("/", 3);
        return parts.length == 3 && parts[1].matches("\\d{1,18}")
                ? Optional.of(new DatasetKeys(parts[0], Long.parseLong(parts[1])))
                : Optional.empty();
    }

    /** What the keys of all attempts at a dataset begin with. */
    public static String prefix(String datasetId) {
        return datasetId + "/";
    }

    /** What the keys of this attempt begin with. */
    public String prefix() {
        return prefix(datasetId) + fence + "/";
    }

    public String images(int shard) {
        return key("shards/%05d.bin".formatted(shard));
    }

    public String rows(int shard) {
        return key("shards/%05d.jsonl".formatted(shard));
    }

    public String manifest() {
        return key("manifest.json");
    }

    public String report() {
        return key("report.json");
    }

    public String preview() {
        return key("preview.png");
    }

    /** @param name one of {@link RefusedThumbnails} */
    public String thumbnail(String name) {
        return RefusedThumbnails.key(report(), name);
    }

    private String key(String name) {
        return prefix() + name;
    }
}
