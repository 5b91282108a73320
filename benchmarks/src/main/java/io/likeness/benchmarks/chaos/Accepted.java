package io.likeness.benchmarks.chaos;

import java.util.Map;

/**
 * Work that the door has taken in.
 *
 * @param path of its resource
 * @param key with which it was asked for, and body that came with it
 */
record Accepted(Kind kind, String id, String key, Map<String, Object> body) {

    /** What can be asked for. */
    enum Kind {
        GENERATION("/v1/generations"),
        DATASET("/v1/datasets"),
        TRAINING("/v1/trainings");

        private final String collection;

        Kind(String collection) {
            this.collection = collection;
        }

        String collection() {
            return collection;
        }
    }

    String path() {
        return kind.collection() + "/" + id;
    }
}
