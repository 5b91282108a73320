package io.likeness.benchmarks.libtorch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Obeys commands on standard input and answers each with a line of JSON: {@code epoch} trains one, {@code test} measures the best weights.
 * Ends with its input.
 */
public final class LibtorchTraining {
    private LibtorchTraining() {}

    public static void main(String... arguments) throws IOException {
        Job job = Job.of(arguments);
        Training training = new Training(job);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            System.out.println(
                    switch (command) {
                        case "epoch" -> json(training.epoch());
                        case "test" ->
                            String.format(Locale.ROOT, "{\"meanSquaredError\": %.9e}", training.test(job.test()));
                        default ->
                            throw new IllegalArgumentException("command: expected epoch or test, found " + command);
                    });
        }
    }

    private static String json(Training.Epoch epoch) {
        return String.format(
                Locale.ROOT,
                "{\"trainLoss\": %.9e, \"validationLoss\": %.9e, \"imagesPerSecond\": %.3f}",
                epoch.trainLoss(),
                epoch.validationLoss(),
                epoch.imagesPerSecond());
    }
}
