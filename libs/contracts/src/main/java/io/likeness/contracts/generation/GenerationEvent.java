package io.likeness.contracts.generation;

import io.likeness.contracts.event.Payload;

/** What happened to a generation job. Exactly one of {@link FacesGenerated} and {@link GenerationFailed} ends it. */
public sealed interface GenerationEvent extends Payload permits GenerationStarted, FacesGenerated, GenerationFailed {
    String generationId();

    @Override
    default String aggregateId() {
        return generationId();
    }
}
