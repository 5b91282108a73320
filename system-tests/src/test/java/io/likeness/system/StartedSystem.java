package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.testkit.TopicReader;
import io.likeness.testkit.TopicWriter;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** The system, started and stopped by the launcher in a home of its own. The caller closes it. */
final class StartedSystem implements AutoCloseable {
    private static final Path ROOT = Path.of(System.getProperty("likeness.root"));
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);
    private static final int KAFKA_OFFSET = 5;
    private static final int POSTGRESQL_OFFSET = 8;
    private static final int PORTS = 9;
    private static final int INSTANCE = 10;
    private static final int FIRST_PORT = 21_000;
    private static final int PLACES = 150;
    private static final int DOCUMENTED_PORT = 8080;

    private final Path home;
    private final int port;
    private final int instances;
    private final GatewayClient gateway;

    private StartedSystem(Path home, int port, int instances) {
        this.home = home;
        this.port = port;
        this.instances = instances;
        this.gateway = new GatewayClient(address());
    }

    /** In a home of that name under this module's build folder. */
    static StartedSystem start(String home) throws IOException, InterruptedException {
        return start(home, freePorts(1), 1);
    }

    /** With two instances of each service but the registry. */
    static StartedSystem startTwice(String home) throws IOException, InterruptedException {
        return start(home, freePorts(2), 2);
    }

    /** On the port that a person gets who names none. */
    static StartedSystem startWhereDocumented(String home) throws IOException, InterruptedException {
        assertTrue(
                allFree(DOCUMENTED_PORT, 1),
                () ->
                        "expected the ports %d to %d, which the documents name, to be free on 127.0.0.1; another system runs: stop it first"
                                .formatted(DOCUMENTED_PORT, DOCUMENTED_PORT + PORTS - 1));
        return start(home, DOCUMENTED_PORT, 1);
    }

    private static StartedSystem start(String home, int port, int instances) throws IOException, InterruptedException {
        StartedSystem system = new StartedSystem(Path.of("target", home).toAbsolutePath(), port, instances);
        Files.createDirectories(system.home);
        system.launcher("reset", "-y");
        system.up();
        return system;
    }

    /** What {@code LIKENESS_HOME} names. */
    Path home() {
        return home;
    }

    GatewayClient gateway() {
        return gateway;
    }

    /** Of the page. */
    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + (port + KAFKA_OFFSET);
    }

    /** Where it keeps all that it keeps. */
    Path dataFolder() throws IOException {
        return Path.of(state().path("dataFolder").asText());
    }

    /** As the administrator of the database; the caller closes it. */
    Connection connectToDatabase() throws IOException, SQLException {
        Properties credentials = new Properties();
        try (Reader reader = Files.newBufferedReader(dataFolder().resolve("credentials.properties"))) {
            credentials.load(reader);
        }
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + (port + POSTGRESQL_OFFSET) + "/likeness",
                "postgres",
                credentials.getProperty("database.postgres"));
    }

    void up() throws IOException, InterruptedException {
        launcher("up", "-d", "--port", Integer.toString(port), "--instances", Integer.toString(instances));
    }

    void down() throws IOException, InterruptedException {
        launcher("down");
    }

    /** The live process of a part, such as {@code kafka}. */
    ProcessHandle process(String name) throws IOException {
        return ProcessHandle.of(pid(name)).orElseThrow();
    }

    ProcessHandle supervisor() throws IOException {
        return ProcessHandle.of(state().path("pid").asLong()).orElseThrow();
    }

    List<ProcessHandle> children() throws IOException {
        return StreamSupport.stream(state().path("children").spliterator(), false)
                .flatMap(child -> ProcessHandle.of(child.path("pid").asLong()).stream())
                .toList();
    }

    /** Kills a part's server as {@code kill -9} does, and returns the part's process, which is dead or will be. */
    ProcessHandle kill(String name) throws Exception {
        ProcessHandle part = process(name);
        ProcessHandle server = server(part);
        server.destroyForcibly();
        server.onExit().get(10, TimeUnit.SECONDS);
        return part;
    }

    /** Stops a part as {@code kill -STOP} does: it says nothing, and does not know that time goes by. */
    void hold(String name) throws IOException, InterruptedException {
        signal("STOP", process(name));
    }

    void letGoOn(String name) throws IOException, InterruptedException {
        signal("CONT", process(name));
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor());
    }

    /** The server itself where the part is the shell that watches over it, as PostgreSQL's is. */
    private static ProcessHandle server(ProcessHandle part) {
        boolean shell = part.info().command().orElse("").endsWith("sh");
        return part.children()
                .filter(child -> shell && child.info().command().orElse("").endsWith("postgres"))
                .findFirst()
                .orElse(part);
    }

    /** Waits until the supervisor has started a part again. */
    void awaitRestart(String name, ProcessHandle dead) {
        Awaitility.await("restart of " + name).atMost(START_LIMIT).until(() -> pid(name) != dead.pid());
    }

    /** Writes a record as any producer could. */
    void produce(Payload payload, String correlationId) {
        Event<Payload> event = Event.of(payload, "system-tests", correlationId, Clock.systemUTC());
        try (TopicWriter writer = TopicWriter.open(bootstrapServers())) {
            writer.write(
                    event.topic().topicName(),
                    payload.aggregateId(),
                    event.headers().encode(),
                    event.encodePayload());
        }
    }

    /** Waits for an event of an aggregate. */
    void awaitEvent(String aggregateId, String type, Duration limit) {
        String topic = type.substring(0, type.lastIndexOf('.'));
        try (TopicReader reader = TopicReader.open(bootstrapServers(), topic)) {
            reader.await(
                    limit,
                    record -> aggregateId.equals(record.key())
                            && new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8)
                                    .equals(type));
        }
    }

    private long pid(String name) throws IOException {
        for (JsonNode child : state().path("children")) {
            if (child.path("name").asText().equals(name)) {
                return child.path("pid").asLong();
            }
        }
        throw new AssertionError("expected a part named " + name + " in " + state());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        down();
    }

    private JsonNode state() throws IOException {
        return Json.tree(Files.readAllBytes(home.resolve("run").resolve("supervisor.json")));
    }

    /** What a command of the launcher says to somebody who uses the system. */
    record Spoken(int code, String out, String err) {}

    Spoken command(String... words) throws IOException, InterruptedException {
        Path out = home.resolve("command.out");
        Path err = home.resolve("command.err");
        Process process = builder(words)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        boolean ended = process.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        return new Spoken(ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
    }

    private void launcher(String... arguments) throws IOException, InterruptedException {
        Path output = home.resolve("launcher.log");
        Process process = builder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        boolean ended = process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertEquals(0, ended ? process.exitValue() : -1, () -> List.of(arguments) + " printed:\n" + tail(output));
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("likeness").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LIKENESS_HOME", home.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private static String tail(Path output) {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "nothing readable: " + e;
        }
    }

    /** Of ports in a row that are free now the first. Who looks beside this process, and before they are taken, begins elsewhere. */
    private static int freePorts(int instances) throws IOException {
        long begin = ProcessHandle.current().pid();
        for (int i = 0; i < PLACES; i++) {
            int first = FIRST_PORT + (int) ((begin + i) % PLACES) * 2 * INSTANCE;
            if (allFree(first, instances)) {
                return first;
            }
        }
        throw new IOException("expected free ports in a row between 21000 and 24000, found none");
    }

    private static boolean allFree(int first, int instances) {
        return IntStream.range(first, first + (instances - 1) * INSTANCE + PORTS)
                .allMatch(StartedSystem::free);
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
