package io.likeness.benchmarks.chaos;

import io.likeness.benchmarks.chaos.Fault.Kill;
import io.likeness.benchmarks.chaos.Fault.Pause;
import io.likeness.benchmarks.chaos.Fault.Stop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Stops, kills or pauses a part of the system at an interval. Ends when closed, with every part let go on. Safe for threads. */
final class FaultInjection implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final RunningSystem system;
    private final Duration interval;
    private final Faults faults;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Which fault is the next. */
    private interface Faults {
        Fault next() throws InterruptedException;
    }

    private FaultInjection(RunningSystem system, Duration interval, Faults faults) {
        this.system = system;
        this.interval = interval;
        this.faults = faults;
    }

    /**
     * Any part is killed or paused.
     *
     * @param seed of the choice of parts and faults
     */
    static FaultInjection anywhere(RunningSystem system, long seed) throws IOException {
        Random random = new Random(seed);
        List<String> parts = system.parts();
        return new FaultInjection(system, INTERVAL, () -> {
            String part = parts.get(random.nextInt(parts.size()));
            return random.nextBoolean() ? new Kill(part) : new Pause(part, PAUSE);
        });
    }

    /** One gateway after the other ends, in one round as it is asked to and in the next by force; the other is there meanwhile. */
    static FaultInjection restarts(RunningSystem system, List<String> gateways, Duration interval) {
        AtomicInteger turn = new AtomicInteger();
        return new FaultInjection(system, interval, () -> {
            while (!system.gatewaysReady()) {
                TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            }
            int number = turn.getAndIncrement();
            String part = gateways.get(number % gateways.size());
            return number / gateways.size() % 2 == 0 ? new Stop(part) : new Kill(part);
        });
    }

    void start() {
        threads.execute(this::run);
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
                Fault fault = faults.next();
                threads.execute(() -> inject(fault));
                TimeUnit.MILLISECONDS.sleep(interval.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void inject(Fault fault) {
        System.out.println("  " + fault);
        try {
            switch (fault) {
                case Stop stop -> signal("TERM", server(stop.part()));
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
