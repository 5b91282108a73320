package io.likeness.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;

/**
 * A system of several instances. One that was started by this class, by the launcher in a home of its own, is stopped when closed; one that
 * ran already runs on. Safe for threads.
 */
public final class RunningSystem implements AutoCloseable {
    private static final int REGISTRY = 3;
    private static final int KAFKA = 5;
    private static final int STORE = 7;
    private static final int INSTANCE = 10;
    private static final int PORTS = 9;
    private static final int FIRST_PORT = 24_000;
    private static final int LAST_PORT = 32_000;

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final Path launcher;
    private final Path home;
    private final int port;
    private final int instances;
    private final boolean own;

    private RunningSystem(Path launcher, Path home, int port, int instances, boolean own) {
        this.launcher = launcher;
        this.home = home;
        this.port = port;
        this.instances = instances;
        this.own = own;
    }

    /** That which runs in the home, if its address is given, or else one that is started there. */
    static RunningSystem joinOrStart(Optional<URI> gateway, Path root, Path home, int instances)
            throws IOException, InterruptedException {
        return gateway.isPresent()
                ? new RunningSystem(
                        root.resolve("likeness"), home, gateway.orElseThrow().getPort(), instances, false)
                : start(root, home, instances);
    }

    /** Deletes what an earlier run left in the home, builds if need be, and returns when all is ready. */
    public static RunningSystem start(Path root, Path home, int instances) throws IOException, InterruptedException {
        Files.createDirectories(home);
        RunningSystem system = new RunningSystem(root.resolve("likeness"), home, freePorts(instances), instances, true);
        system.launch("reset", "-y");
        system.launch("up", "-d", "--port", Integer.toString(system.port), "--instances", Integer.toString(instances));
        return system;
    }

    public List<URI> gateways() {
        return IntStream.range(0, instances)
                .mapToObj(instance -> URI.create("http://127.0.0.1:" + (port + instance * INSTANCE)))
                .toList();
    }

    /** Whether each gateway says that it is ready. */
    boolean gatewaysReady() throws InterruptedException {
        for (URI gateway : gateways()) {
            HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/q/health/ready"))
                    .timeout(ANSWER)
                    .build();
            try {
                if (http.send(request, BodyHandlers.discarding()).statusCode() != OK) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + (port + KAFKA);
    }

    public URI registry() {
        return URI.create("http://127.0.0.1:" + (port + REGISTRY));
    }

    public URI store() {
        return URI.create("http://127.0.0.1:" + (port + STORE));
    }

    /** What the supervisor has generated for this home. */
    public Properties credentials() throws IOException {
        Properties credentials = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("data").resolve("credentials.properties"))) {
            credentials.load(reader);
        }
        return credentials;
    }

    /** The names of all parts, as {@code ./likeness status} has them. */
    List<String> parts() throws IOException {
        List<String> names = new ArrayList<>();
        state().path("children").forEach(child -> names.add(child.path("name").asText()));
        return names;
    }

    /** A part's process if it lives now. */
    Optional<ProcessHandle> process(String part) throws IOException {
        for (JsonNode child : state().path("children")) {
            if (child.path("name").asText().equals(part)) {
                return ProcessHandle.of(child.path("pid").asLong()).filter(ProcessHandle::isAlive);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (own) {
            launch("down");
        }
    }

    private JsonNode state() throws IOException {
        return Json.tree(Files.readAllBytes(home.resolve("run").resolve("supervisor.json")));
    }

    private void launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path log = home.resolve("launcher.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("LIKENESS_HOME", home.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IOException(command + " ended with exit code " + code + "; its output: " + log);
        }
    }

    /** Two that start at the same moment begin to look at different places. */
    private static int freePorts(int instances) throws IOException {
        int block = instances * INSTANCE;
        int blocks = (LAST_PORT - FIRST_PORT) / block;
        long place = ProcessHandle.current().pid();
        for (int k = 0; k < blocks; k++) {
            int first = FIRST_PORT + (int) ((place + k) % blocks) * block;
            if (IntStream.range(first, first + (instances - 1) * INSTANCE + PORTS)
                    .allMatch(RunningSystem::free)) {
                return first;
            }
        }
        throw new IOException("expected free ports between " + FIRST_PORT + " and " + LAST_PORT + ", found none");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
