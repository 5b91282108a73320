package io.likeness.gateway.dataset;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.platform.store.ObjectStore;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What is in a sealed dataset, read from the store. Safe for threads. */
@Singleton
public class DatasetContents {
    private final Datasets datasets;
    private final ObjectStore store;

    public DatasetContents(Datasets datasets, ObjectStore store) {
        this.datasets = datasets;
        this.store = store;
    }

    /**
     * The manifest, empty while there is none.
     *
     * @throws LikenessException {@code NOT_FOUND}, {@code GONE} or {@code OBJECT_STORE_UNAVAILABLE}
     */
    public Optional<DatasetManifest> fetchManifest(String id) {
        DatasetSealed complete = datasets.require(id).sealed();
        return complete == null
                ? Optional.empty()
                : Optional.of(Json.decode(store.fetch(complete.manifest()), DatasetManifest.class));
    }
}
