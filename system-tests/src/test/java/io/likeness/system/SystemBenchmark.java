package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A benchmark of a system with two instances that runs already. */
final class SystemBenchmark {
    private static final Path ROOT = Path.of(System.getProperty("likeness.root"));
    private static final int LIMIT_MINUTES = 12;

    private SystemBenchmark() {}

    /** Its report, once it has ended well. */
    static JsonNode run(StartedSystem system, String name, String mainClass, String... options)
            throws IOException, InterruptedException {
        Path report = system.home().resolve(name + ".json");
        Path output = system.home().resolve(name + ".log");
        Path benchmarks = ROOT.resolve("benchmarks").resolve("target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlikeness.root=" + ROOT,
                "-cp",
                benchmarks.resolve("classes") + File.pathSeparator + benchmarks.resolve("lib") + "/*",
                mainClass,
                "--work",
                system.home().toString(),
                "--url",
                system.address().toString(),
                "--json",
                report.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES), "still not over; its output: " + output);
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), () -> read(output));
        return Json.tree(Files.readAllBytes(report));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "nothing readable: " + e;
        }
    }
}
