package io.likeness.contracts.model;

import io.likeness.contracts.Require;

/**
 * Whether a version may serve.
 *
 * @param passed whether it may serve
 * @param reason one sentence with the numbers that decided
 */
public record GateDecided(String modelName, int version, boolean passed, String reason) implements ModelEvent {
    public GateDecided {
        Require.name("modelName", modelName);
        Require.between("version", version, 1, Integer.MAX_VALUE);
        Require.text("reason", reason);
    }
}
