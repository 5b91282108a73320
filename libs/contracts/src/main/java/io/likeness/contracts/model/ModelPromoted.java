package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import org.jspecify.annotations.Nullable;

/**
 * Model-ready: the version is its model's champion from now on, be it by the gate, by a person, by a rollback or since the one before was deleted.
 *
 * @param previousVersion the champion before it, absent where nothing served
 */
public record ModelPromoted(
        String modelName, ModelVersion version, @Nullable Integer previousVersion) implements ModelEvent {
    public ModelPromoted {
        Require.name("modelName", modelName);
        Require.present("version", version);
        if (previousVersion != null) {
            Require.between("previousVersion", previousVersion, 1, Integer.MAX_VALUE);
        }
    }
}
