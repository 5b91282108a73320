package io.likeness.contracts.generation;

import io.likeness.contracts.Failure;
import io.likeness.contracts.Require;

/** The job ended without faces, and why. */
public record GenerationFailed(String generationId, Failure failure) implements GenerationEvent {
    public GenerationFailed {
        Require.text("generationId", generationId);
        Require.present("failure", failure);
    }
}
