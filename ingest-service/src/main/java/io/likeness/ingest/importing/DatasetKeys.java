package io.likeness.ingest.importing;

import io.likeness.platform.jobs.Lease;

/** Keys of the objects of one attempt at a dataset: no other attempt writes or deletes them, however late it wakes. */
record DatasetKeys(String datasetId, long fence) {
    static DatasetKeys of(Lease lease) {
        return new DatasetKeys(lease.id(), lease.fence());
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
        return datasetId + "/" + fence + "/" + name;
    }
}
