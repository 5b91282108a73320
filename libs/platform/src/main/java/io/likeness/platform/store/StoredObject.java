package io.likeness.platform.store;

import io.likeness.contracts.Require;
import java.time.Instant;

/**
 * One line of a listing.
 *
 * @param key within its bucket
 * @param bytes length of the content, 0 or more
 * @param modifiedAt by the store's clock
 */
public record StoredObject(String key, long bytes, Instant modifiedAt) {
    public StoredObject {
        Require.text("key", key);
        Require.between("bytes", bytes, 0, Long.MAX_VALUE);
    }
}
