package io.likeness.generator;

import io.likeness.testkit.FreePorts;
import io.likeness.testkit.TestPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged generator as a process of its own, with the heap and the compilers that it is deployed with, which a test can kill. */
record GeneratorProcess(Process process) implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    /** Starts it and returns when it is ready, which says that its channels are assigned. */
    static GeneratorProcess start(URI registry) throws IOException {
        int port = FreePorts.one();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        settings(port, registry).forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=4",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                "target/quarkus-app/quarkus-run.jar"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "generator-process.log").toFile()))
                .start();
        URI ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        try (HttpClient client = HttpClient.newHttpClient()) {
            Awaitility.await("the generator is ready, see target/generator-process.log")
                    .atMost(START)
                    .ignoreExceptions()
                    .until(() -> status(client, ready) == 200);
        } catch (ConditionTimeoutException late) {
            process.destroyForcibly();
            throw late;
        }
        return new GeneratorProcess(process);
    }

    /** Ends the process as {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends the process as a supervisor does, and gives its exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    private static Map<String, String> settings(int port, URI registry) {
        TestPlatform platform = TestPlatform.shared();
        return Map.of(
                "quarkus.http.port", Integer.toString(port),
                "quarkus.datasource.jdbc.url", platform.databaseAddress(),
                "quarkus.datasource.username", "generator",
                "quarkus.datasource.password", platform.databasePassword("generator"),
                "likeness.generator.work-folder", "target/generator-work",
                "kafka.bootstrap.servers", platform.bootstrapServers(),
                "likeness.registry.url", registry.toString(),
                "likeness.store.endpoint", platform.storeEndpoint().toString(),
                "likeness.store.access-key", platform.storeKeys().accessKey(),
                "likeness.store.secret-key", platform.storeKeys().secretKey());
    }

    private static int status(HttpClient client, URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
