package io.likeness.registry;

import io.likeness.testkit.FreePorts;
import io.likeness.testkit.TestPlatform;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged registry as a process of its own, which a test can kill. */
record RegistryProcess(Process process, RegistryCaller caller) implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    static RegistryProcess start() throws IOException {
        int port = FreePorts.one();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        settings(port).forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                "target/quarkus-app/quarkus-run.jar"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "registry-process.log").toFile())
                .start();
        RegistryCaller caller = RegistryCaller.of(URI.create("http://127.0.0.1:" + port));
        try {
            Awaitility.await("the registry is ready, see target/registry-process.log")
                    .atMost(START)
                    .until(() -> caller.get("/q/health/ready").status() == 200);
        } catch (ConditionTimeoutException late) {
            process.destroyForcibly();
            throw late;
        }
        return new RegistryProcess(process, caller);
    }

    private static Map<String, String> settings(int port) {
        TestPlatform platform = TestPlatform.shared();
        return Map.of(
                "quarkus.http.port", Integer.toString(port),
                "kafka.bootstrap.servers", platform.bootstrapServers(),
                "likeness.store.endpoint", platform.storeEndpoint().toString(),
                "likeness.store.access-key", platform.storeKeys().accessKey(),
                "likeness.store.secret-key", platform.storeKeys().secretKey(),
                "quarkus.datasource.jdbc.url", platform.databaseAddress(),
                "quarkus.datasource.username", "registry",
                "quarkus.datasource.password", platform.databasePassword("registry"));
    }

    /** Ends the process as {@code kill -9} does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
