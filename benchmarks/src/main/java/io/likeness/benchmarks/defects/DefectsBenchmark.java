package io.likeness.benchmarks.defects;

import io.likeness.benchmarks.Options;
import io.likeness.benchmarks.chaos.RunningSystem;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Trains a version in a system of its own, and registers others beside it while one client draws faces: one a defect, made of the good one's files, and good ones that
 * differ in nothing. Exit code 1 where a defect came further than the first step of its rollout, where more than 5 % of the good ones were stopped, or where the client
 * missed an answer.
 *
 * <p>Options: {@code --data ARCHIVE} (default 4,000 drawn faces), {@code --preset NAME} (default {@code seed}), {@code --epochs N} (default 20), {@code --conditions
 * NAME,...} labels that the networks are told (default none), {@code --labels NAME,...} that are inverted, each in a version of its own (default {@code Eyeglasses}), {@code --defects NAME,...} (default
 * all, or none with {@code --same}), {@code --same N} (default 0), {@code --json FILE}, {@code --work DIR} (default {@code .likeness/bench/defects}).
 */
public final class DefectsBenchmark {
    private static final List<String> OPTIONS = List.of(
            "--data", "--preset", "--epochs", "--conditions", "--labels", "--defects", "--same", "--json", "--work");

    private DefectsBenchmark() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        Options options = Options.parse(OPTIONS, arguments);
        int same = options.count("--same").orElse(0);
        List<Defect> defects = options.text("--defects")
                .map(DefectsBenchmark::defects)
                .orElse(same > 0 ? List.of() : List.of(Defect.values()));
        Recipe recipe = new Recipe(
                options.path("--data"),
                options.text("--preset").orElse("seed"),
                options.count("--epochs").orElse(20),
                names(options, "--conditions", List.of()));
        Path root = Path.of(System.getProperty("likeness.root"));
        Path home = options.path("--work").orElseGet(() -> Path.of(System.getProperty("likeness.work")));
        DefectsVerdict verdict;
        try (RunningSystem system = RunningSystem.start(root, home, 1);
                Experiment experiment = Experiment.begin(system, recipe)) {
            verdict = experiment.run(defects, names(options, "--labels", List.of("Eyeglasses")), same);
        }
        verdict.print();
        Optional<Path> json = options.path("--json");
        if (json.isPresent()) {
            Files.write(json.orElseThrow(), Json.encode(verdict));
        }
        System.exit(verdict.clean() ? 0 : 1);
    }

    private static List<String> names(Options options, String option, List<String> usual) {
        return options.text(option).map(names -> List.of(names.split(","))).orElse(usual);
    }

    private static List<Defect> defects(String names) {
        return Arrays.stream(names.split(",")).map(DefectsBenchmark::defect).toList();
    }

    private static Defect defect(String name) {
        return Arrays.stream(Defect.values())
                .filter(defect -> defect.option().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--defects: expected some of %s, found %s"
                        .formatted(
                                Arrays.stream(Defect.values())
                                        .map(Defect::option)
                                        .toList(),
                                name)));
    }
}
