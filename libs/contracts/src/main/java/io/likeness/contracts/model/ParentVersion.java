package io.likeness.contracts.model;

import io.likeness.contracts.Require;

/**
 * The version from whose weights another one was trained on.
 *
 * @param version 1..n within its name
 */
public record ParentVersion(String modelName, int version) {
    public ParentVersion {
        Require.name("modelName", modelName);
        Require.between("version", version, 1, Integer.MAX_VALUE);
    }
}
