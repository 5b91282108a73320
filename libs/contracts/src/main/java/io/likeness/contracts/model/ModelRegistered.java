package io.likeness.contracts.model;

import io.likeness.contracts.Require;

/** A version exists and will not change. */
public record ModelRegistered(String modelName, ModelVersion version) implements ModelEvent {
    public ModelRegistered {
        Require.name("modelName", modelName);
        Require.present("version", version);
    }
}
