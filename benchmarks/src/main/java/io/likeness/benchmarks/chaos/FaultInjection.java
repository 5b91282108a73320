package io.likeness.benchmarks.chaos;

import io.likeness.benchmarks.chaos.Fault.Kill;
import io.likeness.benchmarks.chaos.Fault.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Kills or pauses a part of the system at an interval. Ends when closed, with every part let go on. Safe for threads. */
final class FaultInjection implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final RunningSystem system;
    private final Random random;
    private final List<String> parts;
    private final List<Fault> injected = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param seed of the choice of parts and faults */
    FaultInjection(RunningSystem system, long seed) throws IOException {
        this.system = system;
        this.random = new Random(seed);
        this.parts = system.parts();
    }

    void start() {
        threads.execute(this::run);
    }

    synchronized List<Fault> injected() {
        return List.copyOf(injected);
    }

    /** Ends the faults; parts that are paused go on. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(PAUSE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                Fault fault = next();
                threads.execute(() -> inject(fault));
                TimeUnit.SECONDS.sleep(INTERVAL.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Fault next() {
        String part = parts.get(random.nextInt(parts.size()));
        Fault fault = random.nextBoolean() ? new Kill(part) : new Pause(part, PAUSE);
        injected.add(fault);
        return fault;
    }

    private void inject(Fault fault) {
        System.out.println("  " + fault);
        try {
            switch (fault) {
                case Kill kill -> signal("KILL", server(kill.part()));
                case Pause pause -> pause(pause);
            }
        } catch (IOException e) {
            throw new IllegalStateException("expected to be able to do " + fault, e);
        }
    }

    private void pause(Pause pause) throws IOException {
        List<Long> processes = server(pause.part());
        signal("STOP", processes);
        try {
            TimeUnit.MILLISECONDS.sleep(pause.duration().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            signal("CONT", processes);
        }
    }

    /** The processes of a part; of PostgreSQL, which runs under a shell that watches over it, the server and its workers. */
    private List<Long> server(String part) throws IOException {
        return system.process(part).stream()
                .flatMap(process -> part.equals("postgresql") ? process.descendants() : Stream.of(process))
                .map(ProcessHandle::pid)
                .toList();
    }

    /** A process that is gone by now needs no signal. */
    private static void signal(String name, List<Long> processes) throws IOException {
        for (long process : processes) {
            new ProcessBuilder("kill", "-" + name, Long.toString(process))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        }
    }
}
