package io.likeness.benchmarks.chaos;

import io.likeness.benchmarks.Options;
import io.likeness.benchmarks.chaos.Accepted.Kind;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fifty users of two gateways, one of which is restarted every twenty seconds, by turns politely and by {@code kill -9}. Exit code 1 unless
 * each job ended once, with the right bytes, and no user was told a state that was not so.
 *
 * <p>Options: {@code --jobs N} (default 10,000), {@code --clients N} (50), {@code --every SECONDS} (20), {@code --seed N} (1), {@code --json FILE},
 * {@code --work DIR} (default {@code .likeness/bench/gateways}).
 */
public final class GatewayBenchmark {
    private static final List<String> OPTIONS = List.of("--jobs", "--clients", "--every", "--seed", "--json", "--work");
    private static final String MODEL = "gateways";
    private static final int INSTANCES = 2;
    private static final int FACES = 240;
    private static final Duration AFTERWARDS = Duration.ofMinutes(5);

    private GatewayBenchmark() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        Options options = Options.parse(OPTIONS, arguments);
        Path root = Path.of(System.getProperty("likeness.root"));
        Path home = options.path("--work").orElseGet(() -> Path.of(System.getProperty("likeness.work")));
        Verdict verdict;
        try (RunningSystem system = RunningSystem.start(root, home, INSTANCES)) {
            verdict = run(
                    system,
                    options.count("--jobs").orElse(10_000),
                    options.count("--clients").orElse(50),
                    Duration.ofSeconds(options.count("--every").orElse(20)),
                    options.count("--seed").orElse(1));
        }
        verdict.print();
        Optional<Path> json = options.path("--json");
        if (json.isPresent()) {
            Files.write(json.orElseThrow(), Json.encode(verdict));
        }
        System.exit(verdict.clean() ? 0 : 1);
    }

    private static Verdict run(RunningSystem system, int jobs, int clients, Duration every, long seed)
            throws IOException, InterruptedException {
        Door door = new Door(system.gateways());
        train(door);
        AtomicInteger left = new AtomicInteger(jobs);
        Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
        Queue<String> complaints = new ConcurrentLinkedQueue<>();
        List<String> gateways = system.parts().stream()
                .filter(part -> part.startsWith("gateway"))
                .toList();
        System.out.println(clients + " clients ask for " + jobs + " jobs of " + gateways + "; faults:");
        long begun = System.nanoTime();
        try (FaultInjection faults = FaultInjection.restarts(system, gateways, every)) {
            faults.start();
            try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < clients; i++) {
                    users.execute(new Asker(door, MODEL, left, accepted, complaints, seed * 1000 + i));
                }
            }
        }
        System.out.printf(
                "%d accepted in %d s; looking at what became of them:%n",
                accepted.size(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
        return new Inspection(door, AFTERWARDS)
                .inspect(accepted, () -> TerminalEvents.read(system.bootstrapServers()))
                .with(new ArrayList<>(complaints));
    }

    private static void train(Door door) throws IOException, InterruptedException {
        Preparation preparation = new Preparation(door);
        String dataset = preparation.dataset(MODEL, preparation.uploadDrawn(MODEL, FACES));
        preparation.end(
                Kind.TRAINING.collection(), Map.of("datasetId", dataset, "epochs", 1, "modelName", MODEL), "succeeded");
    }
}
