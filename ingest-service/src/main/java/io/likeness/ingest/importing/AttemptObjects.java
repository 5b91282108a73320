package io.likeness.ingest.importing;

import io.likeness.contracts.ObjectReference;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one attempt at an import has stored, to be kept or deleted as a whole. Not safe for threads. */
final class AttemptObjects {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptObjects.class);

    private final ObjectStore store;
    private final DatasetKeys keys;
    private final List<String> written = new ArrayList<>();

    AttemptObjects(ObjectStore store, DatasetKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    DatasetKeys keys() {
        return keys;
    }

    ObjectReference put(String key, byte[] content, String mediaType) {
        written.add(key);
        return store.put(Bucket.DATASETS, key, content, mediaType);
    }

    /** Deletes everything, also for a thread that is interrupted, which stays so. A store that is away is no failure: nobody reads them. */
    void discard() {
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
}
