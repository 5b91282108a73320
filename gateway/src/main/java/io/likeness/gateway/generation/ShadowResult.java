package io.likeness.gateway.generation;

import io.likeness.contracts.generation.GenerationIndex;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What another version has drawn of a request beside the answer.
 *
 * @param seconds that it took
 */
@Schema(description = "What another version has drawn of a request, beside the answer")
record ShadowResult(
        String generationId,
        @Schema(examples = "celeba") String model,
        int version,
        String modelDigest,
        long seed,
        int count,
        double seconds,
        Links links) {
    static ShadowResult of(GenerationIndex index) {
        String answer = "/v1/generations/" + index.generationId();
        String self = answer + GenerationIndex.SHADOW;
        return new ShadowResult(
                index.generationId(),
                index.modelName(),
                index.version(),
                index.modelDigest(),
                index.seed(),
                index.images().size(),
                index.seconds(),
                new Links(self, self + "/images/{k}.png", self + "/grid.png", answer));
    }

    /** Where to look next. */
    @Schema(name = "ShadowLinks")
    record Links(
            String self,

            @Schema(description = "URI template (RFC 6570), k from 0 to count - 1")
            String images,

            String grid,

            @Schema(description = "What whoever asked was answered")
            String answer) {}
}
