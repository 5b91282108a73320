package io.likeness.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.benchmarks.Options;
import io.likeness.benchmarks.chaos.SwapInspection.Swap;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A system with two generators under constant load, while two versions are promoted and rolled back in turns. In the second half a generator is killed before
 * every seventh of them. Exit code 1 unless every generation that was accepted ended once, with faces of one version that it names.
 *
 * <p>Options: {@code --swaps N} (default 50), {@code --settle SECONDS} of load before the first (default 40, of which the first half does not count), {@code --seed N} (default 1), {@code --json FILE}, {@code --work DIR} (default
 * {@code .likeness/bench/rollout}), {@code --url} of the first gateway of a system of two instances that runs in that folder, and is to run on.
 */
public final class RolloutBenchmark {
    private static final List<String> OPTIONS = List.of("--swaps", "--settle", "--seed", "--json", "--work", "--url");
    private static final String MODEL = "swapped";
    private static final int INSTANCES = 2;
    private static final int FACES = 240;
    private static final int ONE_IN_KILLED = 7;
    private static final Duration SETTING_UP = Duration.ofMinutes(3);
    private static final int SETTLING_SECONDS = 40;
    private static final Duration BETWEEN = Duration.ofSeconds(3);
    private static final Duration AFTERWARDS = Duration.ofMinutes(2);

    private RolloutBenchmark() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        Options options = Options.parse(OPTIONS, arguments);
        Path root = Path.of(System.getProperty("likeness.root"));
        Path home = options.path("--work").orElseGet(() -> Path.of(System.getProperty("likeness.work")));
        SwapVerdict verdict;
        try (RunningSystem system =
                RunningSystem.joinOrStart(options.text("--url").map(URI::create), root, home, INSTANCES)) {
            verdict = run(
                    system,
                    options.count("--swaps").orElse(50),
                    Duration.ofSeconds(options.count("--settle").orElse(SETTLING_SECONDS)),
                    options.count("--seed").orElse(1));
        }
        verdict.print();
        Optional<Path> json = options.path("--json");
        if (json.isPresent()) {
            Files.write(json.orElseThrow(), Json.encode(verdict));
        }
        System.exit(verdict.clean() ? 0 : 1);
    }

    private static SwapVerdict run(RunningSystem system, int swaps, Duration settling, long seed)
            throws IOException, InterruptedException {
        Door door = new Door(system.gateways());
        trainTwoVersions(door);
        List<String> generators = system.parts().stream()
                .filter(part -> part.startsWith("generator-service"))
                .toList();
        List<Swap> made = new ArrayList<>();
        Instant firstKill = Instant.MAX;
        int kills = 0;
        Instant warm = Instant.now().plus(settling.dividedBy(2));
        SwapLoad load = new SwapLoad(door, MODEL, seed);
        try (load) {
            TimeUnit.MILLISECONDS.sleep(settling.toMillis());
            for (int i = 0; i < swaps; i++) {
                if (i >= swaps / 2 && i % ONE_IN_KILLED == 0) {
                    firstKill = kills == 0 ? Instant.now() : firstKill;
                    system.process(generators.get(kills++ % generators.size()))
                            .ifPresent(ProcessHandle::destroyForcibly);
                }
                made.add(swap(door, i));
                TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
            }
        }
        System.out.println(load.accepted().size() + " accepted; looking at what became of them:");
        SwapInspection inspection = new SwapInspection(door, made, warm, firstKill, AFTERWARDS);
        return inspection.inspect(load.accepted(), kills, TerminalEvents.read(system.bootstrapServers()));
    }

    /** From the second version to the first by a rollback, and back by a promotion. */
    private static Swap swap(Door door, int index) throws InterruptedException {
        boolean back = index % 2 == 0;
        Map<String, Object> body = back
                ? Map.of("reason", "swap " + index, "version", 1)
                : Map.of("reason", "swap " + index, "version", 2, "overrule", true);
        JsonNode plan = Preparation.require(door.post(
                "/v1/models/" + MODEL + "/" + (back ? "rollback" : "promote"),
                body,
                UUID.randomUUID().toString(),
                SETTING_UP));
        return new Swap(
                Instant.parse(plan.at("/changes/0/at").asText()),
                plan.path("stable").asInt(),
                back);
    }

    /** Of which the second serves, whatever the gate said of it. */
    private static void trainTwoVersions(Door door) throws IOException, InterruptedException {
        Preparation preparation = new Preparation(door);
        String dataset = preparation.dataset(MODEL, preparation.uploadDrawn(MODEL, FACES));
        for (int epochs = 1; epochs <= 2; epochs++) {
            preparation.end(
                    "/v1/trainings", Map.of("datasetId", dataset, "epochs", epochs, "modelName", MODEL), "succeeded");
        }
        while (Preparation.require(door.get("/v1/models/" + MODEL, SETTING_UP))
                                .path("decisions")
                                .size()
                        < 2
                || !ended(Preparation.require(door.get("/v1/models/" + MODEL + "/rollouts", SETTING_UP)))) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        if (Preparation.require(door.get("/v1/models/" + MODEL + "/serving", SETTING_UP))
                        .path("stable")
                        .asInt()
                != 2) {
            swap(door, 1);
        }
    }

    private static boolean ended(JsonNode rollouts) {
        return rollouts.valueStream().allMatch(rollout -> rollout.hasNonNull("endedAt"));
    }
}
