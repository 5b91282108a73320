package io.likeness.contracts.model;

import io.likeness.contracts.Require;

/**
 * A version is no more: whoever has copies deletes them. If it was champion and another one is from now on, {@link ModelPromoted} follows.
 */
public record VersionDeleted(String modelName, int version) implements ModelEvent {
    public VersionDeleted {
        Require.name("modelName", modelName);
        Require.between("version", version, 1, Integer.MAX_VALUE);
    }
}
