package io.likeness.benchmarks.chaos;

import io.likeness.benchmarks.Options;
import io.likeness.benchmarks.chaos.Accepted.Kind;
import io.likeness.benchmarks.chaos.Client.Setting;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Twenty users of a system with two instances of each service, a part of which is killed or paused every ten seconds, PostgreSQL and the
 * broker included. Exit code 1 unless everything that was accepted ended, once, with the right bytes.
 *
 * <p>Options: {@code --minutes N} (default 10), {@code --seed N} (default 1), {@code --json FILE}, {@code --work DIR} (default
 * {@code .likeness/bench/chaos}), {@code --url} of the first gateway of a system of two instances that runs in that folder, and is to run on.
 */
public final class ChaosBenchmark {
    private static final List<String> OPTIONS = List.of("--minutes", "--seed", "--json", "--work", "--url");
    private static final int INSTANCES = 2;
    private static final int GENERATING = 17;
    private static final int IMPORTING = 2;
    private static final int TRAINING = 1;
    private static final int FACES = 240;

    /** For what waits when the faults end: leases run out, parts restart, one training is done after the other. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(5);

    private ChaosBenchmark() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        Options options = Options.parse(OPTIONS, arguments);
        Path root = Path.of(System.getProperty("likeness.root"));
        Path home = options.path("--work").orElseGet(() -> Path.of(System.getProperty("likeness.work")));
        int minutes = options.count("--minutes").orElse(10);
        int seed = options.count("--seed").orElse(1);
        Verdict verdict;
        try (RunningSystem system =
                RunningSystem.joinOrStart(options.text("--url").map(URI::create), root, home, INSTANCES)) {
            verdict = run(system, Duration.ofMinutes(minutes), seed);
        }
        verdict.print();
        Optional<Path> json = options.path("--json");
        if (json.isPresent()) {
            Files.write(json.orElseThrow(), Json.encode(verdict));
        }
        System.exit(verdict.clean() ? 0 : 1);
    }

    private static Verdict run(RunningSystem system, Duration duration, long seed)
            throws IOException, InterruptedException {
        Door door = new Door(system.gateways());
        Setting setting = setUp(door);
        Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        System.out.println(
                GENERATING + IMPORTING + TRAINING + " clients for " + duration.toMinutes() + " min; faults:");
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                FaultInjection faults = FaultInjection.anywhere(system, seed)) {
            start(clients, Kind.GENERATION, GENERATING, door, setting, accepted, over, seed);
            start(clients, Kind.DATASET, IMPORTING, door, setting, accepted, over, seed);
            start(clients, Kind.TRAINING, TRAINING, door, setting, accepted, over, seed);
            faults.start();
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
            over.set(true);
        }
        System.out.println(accepted.size() + " accepted; the faults have ended, looking at what became of them:");
        return new Inspection(door, AFTERWARDS).inspect(accepted, () -> TerminalEvents.read(system.bootstrapServers()));
    }

    private static void start(
            ExecutorService clients,
            Kind kind,
            int count,
            Door door,
            Setting setting,
            Queue<Accepted> accepted,
            AtomicBoolean over,
            long seed) {
        for (int i = 0; i < count; i++) {
            clients.execute(new Client(kind, door, setting, accepted, over, seed * 1000 + kind.ordinal() * 100 + i));
        }
    }

    /** A dataset of drawn faces, uploaded and imported, and a model that was trained on it. */
    private static Setting setUp(Door door) throws IOException, InterruptedException {
        Preparation preparation = new Preparation(door);
        String upload = preparation.uploadDrawn("chaos", FACES);
        String dataset = preparation.dataset("chaos", upload);
        preparation.end(
                Kind.TRAINING.collection(),
                Map.of("datasetId", dataset, "epochs", 1, "modelName", "chaos"),
                "succeeded");
        return new Setting(upload, dataset, "chaos");
    }
}
