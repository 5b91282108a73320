package io.likeness.contracts.generation;

import io.likeness.contracts.Payload;

/** What gateway asks of generator-service. */
public sealed interface GenerationCommand extends Payload permits GenerateFaces, DrawShadow, CancelGeneration {
    String generationId();

    @Override
    default String aggregateId() {
        return generationId();
    }
}
