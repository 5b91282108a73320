package io.likeness.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to draw, and with which model; what is absent has the gateway's default. */
public record GenerationWanted(
        @Nullable String model,
        @Nullable Integer version,
        @Nullable String alias,
        @Nullable String operation,
        @Nullable Integer count,
        @Nullable Long seed,
        @Nullable Double temperature,
        @Nullable Map<String, Double> labels,
        @Nullable Face face,
        @Nullable List<Face> faces,
        @Nullable Integer steps,
        @Nullable Boolean loop,
        @Nullable Map<String, Double> attributes,
        @Nullable Double strength) {

    /** A face to start from: drawn by a seed, or an uploaded photo's. */
    public record Face(
            @Nullable Long seed,
            @Nullable Integer index,
            @Nullable String upload) {}
}
