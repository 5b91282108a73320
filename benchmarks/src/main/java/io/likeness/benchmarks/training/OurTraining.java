package io.likeness.benchmarks.training;

import io.likeness.contracts.Json;
import io.likeness.training.protocol.Metrics;
import io.likeness.training.protocol.TrainingReport;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.TrainingUpdate;
import io.likeness.training.run.Order;
import io.likeness.training.run.TrainingEngine;
import io.likeness.training.usage.ProcessUsage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Our engine, which stops before each epoch until it is told to go on. The only class here that knows the engine; it runs in a process with
 * the engine's class path. Commands are {@code epoch} and, once all epochs are over, {@code test}; the end of input is the end.
 */
public final class OurTraining {
    private final BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream answers;
    private boolean ended;

    private OurTraining(PrintStream answers) {
        this.answers = answers;
    }

    public static void main(String... arguments) throws IOException {
        PrintStream answers = System.out;
        // SameDiff prints there while it builds a graph.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        TrainingRequest request = Json.decode(Files.readAllBytes(Path.of(arguments[0])), TrainingRequest.class);
        new OurTraining(answers).run(request);
        // ND4J's own threads would keep the process alive.
        Runtime.getRuntime().halt(0);
    }

    private void run(TrainingRequest request) {
        TrainingUpdate last =
                new TrainingEngine(request, this::observe, () -> ended ? Order.CANCEL : Order.GO_ON).run();
        if (last instanceof TrainingUpdate.Completed(TrainingReport report)) {
            answer(new Quality(
                    report.requireMetric(Metrics.TEST_MSE), report.metrics().get(Metrics.TEST_SSIM)));
        }
    }

    private void observe(TrainingUpdate update) {
        switch (update) {
            case TrainingUpdate.Started started -> {
                System.err.println("ours: " + started.device());
                await();
            }
            case TrainingUpdate.EpochFinished(var report) -> {
                answer(new Epoch(
                        report.trainLoss(),
                        report.validationLoss(),
                        report.imagesPerSecond(),
                        ProcessUsage.now().anonymousResidentBytes()));
                await();
            }
            case TrainingUpdate.CheckpointWritten written -> {}
            case TrainingUpdate.StageEntered entered -> {}
            case TrainingUpdate.Completed completed -> {}
            case TrainingUpdate.Cancelled cancelled -> {}
            case TrainingUpdate.Suspended suspended -> {}
            case TrainingUpdate.Failed failed -> {}
        }
    }

    private void await() {
        try {
            ended = commands.readLine() == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(Object value) {
        answers.println(new String(Json.encode(value), StandardCharsets.UTF_8));
    }
}
