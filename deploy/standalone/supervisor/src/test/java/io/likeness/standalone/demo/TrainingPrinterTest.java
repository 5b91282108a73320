package io.likeness.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingPrinterTest {
    private static final String STARTED = """
            {"preset": "seed", "parameters": 312801, "device": "CPU, 2 replicas", "epochs": 2,
             "estimate": {"seconds": 61.2, "cost": 0.00123, "currency": "EUR"}, "history": [%s]%s}""";
    private static final String EPOCH =
            "{\"epoch\": %d, \"trainLoss\": 0.02, \"validationLoss\": 0.01, \"imagesPerSecond\": 1130}";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final TrainingPrinter printer = new TrainingPrinter(new Stopwatch(new PrintStream(out, true, UTF_8)));

    @Test
    void printsEachThingOnceAsItBecomesKnown() {
        print("{\"history\": []}");
        print(STARTED.formatted("", ""));
        print(STARTED.formatted(EPOCH.formatted(1), ""));
        print(STARTED.formatted(EPOCH.formatted(1) + "," + EPOCH.formatted(2), ""));
        assertEquals(
                List.of(
                        "  preset seed, 312,801 parameters, on CPU, 2 replicas",
                        "  estimate: 61 s and 0.0012 EUR",
                        "  epoch 1 of 2: train 0.02000, validation 0.01000, 1130 images/s",
                        "  epoch 2 of 2: train 0.02000, validation 0.01000, 1130 images/s"),
                lines());
    }

    @Test
    void printsTheCostThatWasMeasured() {
        cost(STARTED.formatted("", ", \"metrics\": {\"cpuSeconds\": 123.4, \"cost\": 0.0034}"));
        cost(STARTED.formatted("", ", \"metrics\": {}"));
        assertEquals(List.of("  123 CPU-seconds", "  cost 0.0034 EUR"), lines());
    }

    private void print(String training) {
        printer.print(Json.tree(training.getBytes(UTF_8)));
    }

    private void cost(String training) {
        printer.printCost(Json.tree(training.getBytes(UTF_8)));
    }

    private List<String> lines() {
        return out.toString(UTF_8).lines().toList();
    }
}
