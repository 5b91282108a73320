package io.likeness.trainer.run;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.ObjectReference;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run keeps in the object store while it trains. Safe for threads. */
@ApplicationScoped
class RunObjects {
    private static final Logger LOG = LoggerFactory.getLogger(RunObjects.class);

    private final ObjectStore store;

    RunObjects(ObjectStore store) {
        this.store = store;
    }

    /** Stores a file of the attempt's and counts it; throws as {@link ObjectStore}. */
    ObjectReference put(Attempt attempt, String file, String name, String mediaType) {
        ObjectReference stored = store.put(Bucket.CHECKPOINTS, attempt.key(name), attempt.file(file), mediaType);
        attempt.ledger().wrote(stored.bytes());
        return stored;
    }

    /** As {@link #put(Attempt, String, String, String)}, of content in memory. */
    ObjectReference put(Attempt attempt, byte[] content, String name, String mediaType) {
        ObjectReference stored = store.put(Bucket.CHECKPOINTS, attempt.key(name), content, mediaType);
        attempt.ledger().wrote(stored.bytes());
        return stored;
    }

    /** Copies an object to a file; throws as {@link ObjectStore}. */
    void fetch(ObjectReference reference, Path target) {
        store.fetch(reference, target);
    }

    /** Deletes an object; false if the store did not answer. */
    boolean discard(ObjectReference reference) {
        try {
            store.delete(Bucket.CHECKPOINTS, reference.key());
            return true;
        } catch (LikenessException e) {
            LOG.warn("not deleted key={} cause={}", reference.key(), e.getMessage());
            return false;
        }
    }
}
