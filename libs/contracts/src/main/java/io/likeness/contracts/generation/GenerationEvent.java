package io.likeness.contracts.generation;

import io.likeness.contracts.Payload;

/**
 * What happened to a generation job. Exactly one of {@link FacesGenerated}, {@link GenerationFailed} and {@link GenerationCancelled} ends
 * it.
 */
public sealed interface GenerationEvent extends Payload
        permits GenerationStarted, FacesGenerated, GenerationFailed, GenerationCancelled {
    String generationId();

    @Override
    default String aggregateId() {
        return generationId();
    }
}
