package io.likeness.platform.store;

import io.likeness.contracts.Require;

/**
 * Parts of an object that was never completed. They take room and no listing of objects shows them.
 *
 * @param key of the object that they were to become
 * @param uploadId the store's name for the attempt
 */
public record UnfinishedUpload(String key, String uploadId) {
    public UnfinishedUpload {
        Require.text("key", key);
        Require.text("uploadId", uploadId);
    }
}
