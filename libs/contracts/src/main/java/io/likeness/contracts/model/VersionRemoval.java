package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * What model-registry answers to the deletion of a version, however often it is asked.
 *
 * @param champion of the model now, absent if nothing serves
 */
public record VersionRemoval(
        String modelName, int version, @Nullable ModelVersion champion) {
    public VersionRemoval {
        Require.name("modelName", modelName);
        Require.between("version", version, 1, Integer.MAX_VALUE);
    }
}
