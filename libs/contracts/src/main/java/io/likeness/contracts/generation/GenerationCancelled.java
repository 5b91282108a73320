package io.likeness.contracts.generation;

import io.likeness.contracts.Require;

/** The job ended without faces because somebody wanted no more of it. */
public record GenerationCancelled(String generationId) implements GenerationEvent {
    public GenerationCancelled {
        Require.text("generationId", generationId);
    }
}
