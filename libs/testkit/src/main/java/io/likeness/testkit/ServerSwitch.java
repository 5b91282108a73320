package io.likeness.testkit;

import io.likeness.standalone.servers.ChildProcess;
import io.likeness.standalone.servers.ChildSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Takes one server of the test platform away and brings it back, on its port and with its data. A test that uses it
 * leaves the server running. Safe for threads as long as one test at a time breaks a server.
 */
public final class ServerSwitch {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(10);
    private static final String KEY = "io.likeness.testkit.pid.";

    private final ChildSpecification specification;

    ServerSwitch(ChildSpecification specification) {
        this.specification = specification;
    }

    /** Starts the server and returns when it serves. */
    public void start() {
        if (isRunning()) {
            throw new IllegalStateException(specification.name() + ": expected a stopped server, found it running");
        }
        launch(specification).awaitReady(START);
    }

    /** Kills the server as {@code kill -9} does and returns when it is gone. */
    public void kill() {
        kill(specification.name());
    }

    /** Kills the server and returns when it serves again. */
    public void restart() {
        kill();
        start();
    }

    /** Stops the server as {@code kill -STOP} does: its port stays open, and nothing is answered. Not on Windows. */
    public void pause() {
        signal("STOP");
    }

    /** Lets a paused server go on. */
    public void resume() {
        signal("CONT");
    }

    /** Whether its process is alive. */
    public boolean isRunning() {
        return process(specification.name()).isPresent();
    }

    static ChildProcess launch(ChildSpecification specification) {
        ChildProcess child = ChildProcess.start(specification);
        System.setProperty(KEY + specification.name(), Long.toString(child.pid()));
        return child;
    }

    static boolean wasLaunched(ChildSpecification specification) {
        return System.getProperty(KEY + specification.name()) != null;
    }

    /** As if it had never been launched. */
    static void forget(ChildSpecification specification) {
        kill(specification.name());
        System.clearProperty(KEY + specification.name());
    }

    static void killAll() {
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith(KEY))
                .forEach(key -> kill(key.substring(KEY.length())));
    }

    /** The children that it has by the end of its own turn are told as well; one that has ended meanwhile needs no telling. */
    private void signal(String signal) {
        process(specification.name()).ifPresent(process -> signal(signal, process));
        family(specification.name()).forEach(process -> signal(signal, process));
    }

    private static void signal(String signal, ProcessHandle process) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (kill.waitFor() != 0 && process.isAlive()) {
                throw new IllegalStateException("kill -" + signal + ": expected 0, found " + kill.exitValue());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
    }

    private static List<ProcessHandle> family(String name) {
        return process(name)
                .map(process -> Stream.concat(process.descendants(), Stream.of(process)))
                .orElseGet(Stream::empty)
                .toList();
    }

    private static void kill(String name) {
        List<ProcessHandle> family = family(name);
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(ServerSwitch::awaitEnd);
    }

    private static Optional<ProcessHandle> process(String name) {
        return ProcessHandle.of(Long.getLong(KEY + name, -1)).filter(ProcessHandle::isAlive);
    }

    private static void awaitEnd(ProcessHandle process) {
        process.onExit()
                .completeOnTimeout(process, END.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
