package io.likeness.ingest.importing;

import io.likeness.platform.jobs.Lease;
import java.util.Optional;

/** Keys of the objects of one attempt at a dataset: no other attempt writes or deletes them, however late it wakes. */
record DatasetKeys(String datasetId, long fence) {
    static DatasetKeys of(Lease lease) {
        return new DatasetKeys(lease.id(), lease.fence());
    }

    /** The attempt that a key belongs to, if it is one of {@link DatasetKeys}. */
    static Optional<DatasetKeys> parse(String key) {
        String[] parts = key.split("/", 3);
        return parts.length == 3 && parts[1].matches("\\d{1,18}")
                ? Optional.of(new DatasetKeys(parts[0], Long.parseLong(parts[1])))
                : Optional.empty();
    }

    /** What the keys of all attempts at a dataset begin with. */
    static String prefix(String datasetId) {
        return datasetId + "/";
    }

    /** What the keys of this attempt begin with. */
    String prefix() {
        return prefix(datasetId) + fence + "/";
    }

    String images(int shard) {
        return key("shards/%05d.bin".formatted(shard));
    }

    String rows(int shard) {
        return key("shards/%05d.jsonl".formatted(shard));
    }

    String manifest() {
        return key("manifest.json");
    }

    String report() {
        return key("report.json");
    }

    String preview() {
        return key("preview.png");
    }

    private String key(String name) {
        return prefix() + name;
    }
}
