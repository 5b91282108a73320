package io.likeness.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Prints what becomes known of a training, each thing once. For one thread. */
final class TrainingPrinter {
    private final Stopwatch watch;
    private boolean started;
    private int printed;

    TrainingPrinter(Stopwatch watch) {
        this.watch = watch;
    }

    /** To be called with the training again and again, as it is then. */
    void print(JsonNode training) {
        if (!started && training.has("parameters")) {
            started = true;
            printStart(training);
        }
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

    /** What the training took, as far as the trainer measured it. */
    void printCost(JsonNode training) {
        JsonNode metrics = training.path("metrics");
        if (metrics.has("cpuSeconds")) {
            watch.say("%.0f CPU-seconds", metrics.path("cpuSeconds").asDouble());
        }
        if (metrics.has("cost")) {
            watch.say("cost %s", money(metrics.path("cost").asDouble(), training.path("estimate")));
        }
    }

    private void printStart(JsonNode training) {
        watch.say(
                "preset %s, %,d parameters, on %s",
                training.path("preset").asText(),
                training.path("parameters").asLong(),
                training.path("device").asText("a device that is not named"));
        JsonNode estimate = training.path("estimate");
        if (!estimate.isMissingNode()) {
            watch.say(
                    "estimate: %.0f s and %s",
                    estimate.path("seconds").asDouble(),
                    money(estimate.path("cost").asDouble(), estimate));
        }
    }

    /** The currency is known from the estimate only. */
    private static String money(double amount, JsonNode estimate) {
        return String.format(
                        Locale.ROOT,
                        "%.4f %s",
                        amount,
                        estimate.path("currency").asText(""))
                .strip();
    }
}
