package io.likeness.ingest.importing;

/** Keys of the objects of one dataset: the same for each attempt, so that a later one replaces an earlier. */
record DatasetKeys(String datasetId) {
    String images(int shard) {
        return "%s/shards/%05d.bin".formatted(datasetId, shard);
    }

    String rows(int shard) {
        return "%s/shards/%05d.jsonl".formatted(datasetId, shard);
    }

    String manifest() {
        return datasetId + "/manifest.json";
    }

    String report() {
        return datasetId + "/report.json";
    }

    String preview() {
        return datasetId + "/preview.png";
    }

    /** The announcement itself, written last: an attempt that finds it has only to announce it. */
    String sealed() {
        return datasetId + "/sealed.json";
    }
}
