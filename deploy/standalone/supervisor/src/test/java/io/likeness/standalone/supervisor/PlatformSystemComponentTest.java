package io.likeness.standalone.supervisor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.standalone.servers.DatabaseServer;
import io.likeness.standalone.servers.ServerFailure;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform's real servers under a supervisor of its own process, which is killed and told to stop. */
final class PlatformSystemComponentTest {

    private static final Duration START = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Path distribution;
    private Path data;
    private Path run;
    private int port;
    private Process supervisor;

    @BeforeEach
    void start() throws IOException {
        distribution = folder.resolve("distribution");
        data = folder.resolve("a data folder");
        run = folder.resolve("run");
        port = FreePorts.base();
        link("broker");
        link("object-store");
        supervisor = launch();
    }

    @AfterEach
    void end() throws IOException {
        new DownCommand(run).execute(new Progress(System.out));
        supervisor.destroyForcibly();
    }

    @Test
    void survivesTheDeathOfEachChildAndTakesAllWithItWhenItIsKilled() throws Exception {
        awaitReady();
        List<ChildState> first = children();
        assertEquals(
                List.of("postgresql", "kafka", "object-store"),
                first.stream().map(ChildState::name).toList());
        assertRefusesASecondSystem();

        ProcessHandle.of(postmaster()).orElseThrow().destroyForcibly();
        first.stream()
                .filter(child -> !child.name().equals("postgresql"))
                .forEach(child -> child.process().orElseThrow().destroyForcibly());
        await().atMost(START).until(this::eachRestartedOnceAndListens);

        List<ProcessHandle> family = family();
        assertTrue(family.size() > 3, "expected three servers and PostgreSQL's processes, found " + family.size());
        supervisor.destroyForcibly().waitFor();
        await().atMost(Duration.ofSeconds(10)).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));

        supervisor = launch();
        awaitReady();
        List<ProcessHandle> second = family();
        assertEquals(0, new DownCommand(run).execute(new Progress(System.out)));
        assertTrue(supervisor.waitFor(1, TimeUnit.SECONDS));
        assertTrue(second.stream().noneMatch(ProcessHandle::isAlive));
        assertEquals(List.of(), children());
    }

    private void assertRefusesASecondSystem() throws IOException {
        UpCommand sameRun = new UpCommand(data, run, new Ports(port, 1), ports -> new Deployment(List.of()));
        assertTrue(assertThrows(ServerFailure.class, () -> sameRun.execute(new Progress(System.out)))
                .toString()
                .contains("Likeness runs already"));
        UpCommand samePorts = new UpCommand(
                data, folder.resolve("other run"), new Ports(port, 1), ports -> new Deployment(List.of()));
        assertTrue(assertThrows(ServerFailure.class, () -> samePorts.execute(new Progress(System.out)))
                .toString()
                .contains("port " + (port + 5) + " (kafka) is in use"));
    }

    private boolean eachRestartedOnceAndListens() {
        return children().stream().allMatch(child -> child.restarts() == 1)
                && Stream.of(5, 7, 8).allMatch(offset -> listens(port + offset));
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private List<ProcessHandle> family() {
        return supervisor.descendants().toList();
    }

    private long postmaster() {
        return DatabaseServer.postmaster(data.resolve("postgresql").resolve("data"));
    }

    private List<ChildState> children() {
        return SystemState.load(run).map(SystemState::children).orElse(List.of());
    }

    private void awaitReady() {
        await().atMost(START).until(() -> {
            assertTrue(supervisor.isAlive(), () -> "the supervisor has ended: " + output());
            return output().contains("Ready after");
        });
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("supervisor.log"));
        } catch (IOException absent) {
            return "";
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PlatformSystem.class.getName(),
                        distribution.toString(),
                        data.toString(),
                        run.toString(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("supervisor.log").toFile())
                .start();
    }

    private void link(String node) throws IOException {
        Path target = Path.of(System.getProperty("likeness.root"), "deploy", "standalone", node, "target");
        Path libraries = Files.createDirectories(distribution.resolve(node).resolve("lib"));
        for (File folder : List.of(target.toFile(), target.resolve("lib").toFile())) {
            File[] jars = folder.listFiles((parent, name) -> name.endsWith(".jar"));
            if (jars == null) {
                throw new IllegalStateException(folder + ": expected a built module, found none");
            }
            for (File jar : jars) {
                Files.createSymbolicLink(libraries.resolve(jar.getName()), jar.toPath());
            }
        }
    }
}
