package io.likeness.generator.generation;

import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerationIndex;

/** A complete result in the store: its index and where that lies. */
record StoredResult(GenerationIndex index, ObjectReference reference) {

    FacesGenerated announcement() {
        return new FacesGenerated(
                index.generationId(),
                index.modelName(),
                index.version(),
                index.modelDigest(),
                index.images().size(),
                index.seed(),
                index.faces(),
                reference,
                index.grid(),
                index.animation(),
                index.executionProvider(),
                index.seconds());
    }
}
