package io.likeness.contracts.generation;

import io.likeness.contracts.Require;

/** A generator has taken the job, and with which version. */
public record GenerationStarted(String generationId, String modelName, int version, String modelDigest)
        implements GenerationEvent {
    public GenerationStarted {
        Require.text("generationId", generationId);
        Require.name("modelName", modelName);
        Require.between("version", version, 1, Integer.MAX_VALUE);
        Require.sha256("modelDigest", modelDigest);
    }
}
