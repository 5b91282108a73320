package io.likeness.contracts.generation;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** How the seed of an image follows from a request's seed and the image's place; {@code latents} has the arithmetic. */
public enum SeedRule {
    /** Seed plus place: what requests of earlier releases mean, which name no rule. Image k of one seed is image k - 1 of the next. */
    @JsonProperty("sum")
    SUM,
    /** A hash of both, so that no two seeds have an image in common. */
    @JsonProperty("hash")
    HASH;

    /** The rule of a request that may name none. */
    static SeedRule of(@Nullable SeedRule named) {
        return named == null ? SUM : named;
    }
}
