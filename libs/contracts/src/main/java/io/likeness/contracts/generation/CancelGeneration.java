package io.likeness.contracts.generation;

import io.likeness.contracts.Require;

/** End a job that has not ended: one that waits never starts, one that draws stops within a batch. */
public record CancelGeneration(String generationId) implements GenerationCommand {
    public CancelGeneration {
        Require.text("generationId", generationId);
    }
}
