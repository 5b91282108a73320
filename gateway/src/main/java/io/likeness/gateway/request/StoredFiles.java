package io.likeness.gateway.request;

import io.likeness.contracts.ObjectReference;
import io.likeness.platform.store.ObjectStore;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * Objects of the store on their way to a caller, verified: small ones before their first byte leaves, larger ones before their last,
 * so that an answer that is whole is right and none is held whole in memory or on disk. Safe for threads.
 */
@Singleton
public class StoredFiles {
    /** With each of a hundred requests holding that much at most, it stays small beside the heap. */
    private static final long SMALL_BYTES = 1L << 18;

    private final ObjectStore store;

    public StoredFiles(ObjectStore store) {
        this.store = store;
    }

    /**
     * The content, to be sent with its length: where it turns out wrong after its first byte has left, the answer stays incomplete
     * and the caller can see it. The caller closes the stream.
     */
    public InputStream open(ObjectReference reference) {
        return reference.bytes() <= SMALL_BYTES
                ? new ByteArrayInputStream(store.fetch(reference))
                : store.open(reference);
    }
}
