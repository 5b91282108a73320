package io.likeness.standalone.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A started child. Its standard input is a pipe from this JVM: when this JVM dies, however it dies, the pipe ends and the
 * child with it. Safe for threads.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Path SESSION = Path.of("/usr/bin/setsid");
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ChildSpecification specification;
    private final Process process;
    private final Instant started;

    private ChildProcess(ChildSpecification specification, Process process, Instant started) {
        this.specification = specification;
        this.process = process;
        this.started = started;
    }

    /**
     * Starts a child and returns at once.
     *
     * @throws ServerFailure if its program or its log cannot be opened, or its temporary folder cannot be emptied
     */
    public static ChildProcess start(ChildSpecification specification) {
        try {
            rotate(specification.log());
            if (specification.temporary() != null) {
                renew(specification.temporary());
            }
            ProcessBuilder builder = new ProcessBuilder(inOwnSession(specification.command()))
                    .directory(specification.log().toAbsolutePath().toFile().getParentFile())
                    .redirectErrorStream(true)
                    .redirectOutput(specification.log().toFile());
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(key -> key.startsWith("LIKENESS_") || key.startsWith("QUARKUS_"));
            // As many heaps as processors times eight, which is what the C library has for threads, are mostly holes.
            environment.putIfAbsent("MALLOC_ARENA_MAX", "2");
            environment.putAll(specification.environment());
            return new ChildProcess(specification, builder.start(), Instant.now());
        } catch (IOException failure) {
            throw new ServerFailure(specification.name() + " cannot be started: " + failure.getMessage(), failure);
        }
    }

    /**
     * Waits until the child serves.
     *
     * @throws ServerFailure if it ends first, or does not serve within the limit
     */
    public void awaitReady(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!specification.readiness().holds(specification.log())) {
            if (!process.isAlive()) {
                throw new ServerFailure(name() + " ended with exit code " + process.exitValue() + ": " + lastWords()
                        + "; its log: " + specification.log());
            }
            if (System.nanoTime() > deadline) {
                throw new ServerFailure(
                        name() + " does not answer after " + limit.toSeconds() + " s; its log: " + specification.log());
            }
            pause();
        }
    }

    /** What people call it. */
    public String name() {
        return specification.name();
    }

    /** What was started; start it again to restart the child. */
    public ChildSpecification specification() {
        return specification;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** When the operating system started it, or when this JVM did where the system does not say. */
    public Instant started() {
        return process.info().startInstant().orElse(started);
    }

    /** The processor time that it has used, or nothing where it has ended or the system does not say. */
    public Optional<Duration> processorTime() {
        return process.info().totalCpuDuration();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with its exit code when it has ended. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Waits for its end, and says whether it came within the limit. */
    public boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Asks it to stop, and kills it with its own children if it has not done so in time. Returns when it is gone. */
    public void stop(Duration limit) {
        List<ProcessHandle> family = process.descendants().toList();
        closeLifeline();
        process.destroy();
        if (!endsWithin(limit)) {
            kill();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** Kills it and its own children as {@code kill -9} does, and returns when it is gone. */
    public void kill() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        endsWithin(PATIENCE);
    }

    /** Stops it within ten seconds. */
    @Override
    public void close() {
        stop(PATIENCE);
    }

    private void closeLifeline() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // The child has ended and its end of the pipe with it.
        }
    }

    private void pause() {
        endsWithin(POLL);
        if (Thread.currentThread().isInterrupted()) {
            throw new ServerFailure(name() + " was no longer awaited");
        }
    }

    /** The first cause that a stack trace names, else the last line that is not indented. */
    private String lastWords() {
        try {
            List<String> lines = LogTail.read(specification.log()).lines().toList();
            return lines.stream()
                    .filter(line -> line.startsWith("Caused by: "))
                    .findFirst()
                    .or(() -> lines.reversed().stream()
                            .filter(line -> !line.isEmpty() && !Character.isWhitespace(line.charAt(0)))
                            .findFirst())
                    .orElse("no output");
        } catch (IOException unreadable) {
            return "no output";
        }
    }

    /** Ctrl-C in a terminal reaches the parent alone, which stops its children in their order. */
    private static List<String> inOwnSession(List<String> command) {
        if (!Files.isExecutable(SESSION)) {
            return command;
        }
        return Stream.concat(Stream.of(SESSION.toString()), command.stream()).toList();
    }

    /** A process that is killed leaves there what it had unpacked: ONNX Runtime's libraries are 22 MB. */
    private static void renew(Path temporary) throws IOException {
        if (Files.exists(temporary)) {
            try (Stream<Path> tree = Files.walk(temporary)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(temporary);
    }

    private static void rotate(Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
