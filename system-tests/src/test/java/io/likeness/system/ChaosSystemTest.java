package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A short {@code ./likeness bench chaos}: two instances of each service, and parts of the system that are killed and paused. */
final class ChaosSystemTest {
    private static final Path ROOT = Path.of(System.getProperty("likeness.root"));
    private static final Path HOME = Path.of("target", "chaos").toAbsolutePath();
    private static final int LIMIT_MINUTES = 12;

    @Test
    void whatIsAcceptedEndsOnceAndRightWhilePartsAreKilledAndPaused() throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        Path report = HOME.resolve("report.json");
        Path output = HOME.resolve("output.log");
        Path benchmarks = ROOT.resolve("benchmarks").resolve("target");
        Process chaos = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlikeness.root=" + ROOT,
                        "-cp",
                        benchmarks.resolve("classes") + File.pathSeparator + benchmarks.resolve("lib") + "/*",
                        "io.likeness.benchmarks.chaos.ChaosBenchmark",
                        "--minutes",
                        "1",
                        "--work",
                        HOME.toString(),
                        "--json",
                        report.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(chaos.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES), "still not over; its output: " + output);
        } finally {
            chaos.destroyForcibly();
        }
        assertEquals(0, chaos.exitValue(), () -> read(output));
        assertTrue(Json.tree(Files.readAllBytes(report)).path("accepted").asInt() > 0, () -> read(output));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "nothing readable: " + e;
        }
    }
}
