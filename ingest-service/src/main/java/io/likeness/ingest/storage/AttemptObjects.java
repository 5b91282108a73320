package io.likeness.ingest.storage;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one attempt at a dataset has stored, to be kept or deleted as a whole. Not safe for threads. */
public final class AttemptObjects {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptObjects.class);
    private static final String IMAGES = "application/octet-stream";
    private static final String PNG = "image/png";

    private final ObjectStore store;
    private final DatasetKeys keys;
    private final List<String> written = new ArrayList<>();

    public AttemptObjects(ObjectStore store, DatasetKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    public DatasetKeys keys() {
        return keys;
    }

    public ObjectReference putImages(int shard, byte[] images) {
        return put(keys.images(shard), images, IMAGES);
    }

    public ObjectReference putImages(int shard, Path images) {
        written.add(keys.images(shard));
        return store.put(Bucket.DATASETS, keys.images(shard), images, IMAGES);
    }

    public ObjectReference putRows(int shard, byte[] rows) {
        return put(keys.rows(shard), rows, "application/x-ndjson");
    }

    /** A manifest or a report, under its key. */
    public ObjectReference putDocument(String key, Object document) {
        return put(key, Json.encode(document), "application/json");
    }

    public ObjectReference putPreview(byte[] png) {
        return put(keys.preview(), png, PNG);
    }

    /** @param name one of {@link io.likeness.contracts.dataset.RefusedThumbnails} */
    public void putThumbnail(String name, byte[] png) {
        put(keys.thumbnail(name), png, PNG);
    }

    /** Deletes everything, also for a thread that is interrupted, which stays so. A store that is away is no failure: nobody reads them. */
    public void discard() {
        boolean interrupted = Thread.interrupted();
        try {
            written.forEach(key -> store.delete(Bucket.DATASETS, key));
        } catch (RuntimeException e) {
            LOG.warn(
                    "objects of an attempt stay dataset={} fence={} objects={}",
                    keys.datasetId(),
                    keys.fence(),
                    written.size(),
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ObjectReference put(String key, byte[] content, String mediaType) {
        written.add(key);
        return store.put(Bucket.DATASETS, key, content, mediaType);
    }
}
