package io.likeness.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** Prints each epoch of a training once. */
final class EpochPrinter {
    private final Stopwatch watch;
    private int printed;

    EpochPrinter(Stopwatch watch) {
        this.watch = watch;
    }

    void print(JsonNode training) {
        JsonNode epochs = training.path("history");
        for (int i = printed; i < epochs.size(); i++) {
            JsonNode epoch = epochs.get(i);
            watch.say(
                    "epoch %d of %d: train %.5f, validation %.5f, %.0f images/s",
                    epoch.path("epoch").asInt(),
                    training.path("epochs").asInt(),
                    epoch.path("trainLoss").asDouble(),
                    epoch.path("validationLoss").asDouble(),
                    epoch.path("imagesPerSecond").asDouble());
        }
        printed = Math.max(printed, epochs.size());
    }
}
