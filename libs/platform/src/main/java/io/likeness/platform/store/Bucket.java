package io.likeness.platform.store;

import static java.util.Locale.ROOT;

/** The buckets of the system, each written by one service: gateway, ingest, trainer, trainer, generator. */
public enum Bucket {
    UPLOADS,
    DATASETS,
    CHECKPOINTS,
    MODELS,
    RESULTS;

    /** The logical name, as references carry it; the adapter puts the configured prefix before it. */
    public String logicalName() {
        return name().toLowerCase(ROOT);
    }
}
