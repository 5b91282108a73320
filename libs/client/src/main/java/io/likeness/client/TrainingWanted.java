package io.likeness.client;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What to train on, and how; what is absent has the gateway's default. */
public record TrainingWanted(
        String datasetId,
        @Nullable String modelName,
        @Nullable String preset,
        @Nullable JsonNode configuration,
        @Nullable Integer epochs,
        @Nullable Long seed,
        @Nullable Base fineTuning) {

    /** The version to go on from. */
    public record Base(String modelName, int version) {}
}
