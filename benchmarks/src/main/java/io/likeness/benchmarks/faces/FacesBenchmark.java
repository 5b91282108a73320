package io.likeness.benchmarks.faces;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.benchmarks.Faces;
import io.likeness.benchmarks.Options;
import io.likeness.benchmarks.Scratch;
import io.likeness.benchmarks.judge.TrainJudge;
import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.imaging.TensorShape;
import io.likeness.training.comparison.FaceModel;
import io.likeness.training.judge.Judge;
import io.likeness.training.protocol.child.ChildCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trains presets, or the configurations of an ablation, on one archive and prints how good their samples are and how far the last preset, whose
 * networks may be told labels, obeys. What is finished lies in the work folder and is not done again.
 *
 * <p>Options: {@code --data ARCHIVE} (default: drawn faces, {@code --faces N} of them), {@code --work DIR}, {@code --presets NAME,...} (default {@code
 * seed,small,quality}), {@code --epochs N,...}, {@code --labels NAME,...}, {@code --ablation FILE}, {@code --samples N} (default 1,000), {@code
 * --seed N} of the samples (default 1), {@code --json FILE}. System properties: {@code likeness.root}, the built project, {@code
 * likeness.natives}, a folder for native libraries, and {@code likeness.work}, the default of {@code --work}.
 */
public final class FacesBenchmark {
    private static final List<String> OPTIONS = List.of(
            "--data",
            "--faces",
            "--work",
            "--presets",
            "--epochs",
            "--labels",
            "--ablation",
            "--samples",
            "--seed",
            "--json");
    private static final String PRESETS = "seed,small,quality";
    private static final int SAMPLES = 1_000;
    /** As an evaluation's: {@link io.likeness.training.protocol.EvaluationSize}. */
    private static final int MOST_HELD_OUT = 2_048;

    private final Options options;
    private final PrintStream out;
    private final int drawnFaces;
    private final int samples;
    private final long seed;

    private FacesBenchmark(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.drawnFaces = options.count("--faces").orElse(TrainJudge.DRAWN_FACES);
        this.samples = options.count("--samples").orElse(SAMPLES);
        this.seed = options.count("--seed").orElse(1);
    }

    public static void main(String... arguments) throws IOException {
        int exit = 1;
        try {
            PrintStream out = System.out;
            // SameDiff prints there while it builds a graph.
            System.setOut(new PrintStream(OutputStream.nullOutputStream()));
            new FacesBenchmark(Options.parse(OPTIONS, arguments), out).run();
            exit = 0;
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
        } finally {
            // ND4J's own threads would keep the process alive.
            Runtime.getRuntime().halt(exit);
        }
    }

    private void run() throws IOException {
        Optional<Path> ablation = options.path("--ablation");
        if (ablation.isPresent() && options.text("--labels").isPresent()) {
            throw new IllegalArgumentException(
                    "--labels: expected with presets, found with --ablation; name them in conditions");
        }
        List<Candidate> candidates = ablation.isPresent()
                ? Candidates.ablation(Files.readAllBytes(ablation.orElseThrow()))
                : Candidates.presets(
                        options.text("--presets").orElse(PRESETS),
                        options.text("--epochs").orElse(""),
                        options.text("--labels").orElse(""));
        Path work = work();
        FaceFiles files = imported(work.resolve("data"));
        Path judgeFile = judgeFile(work);
        try (Judge judge = judgeFile == null ? Judge.bundled() : Judge.load(judgeFile)) {
            List<FacesReport.Row> rows = rows(candidates, files, judge, judgeFile, work);
            Candidate last = candidates.getLast();
            boolean controls = ablation.isEmpty() && rows.getLast().name().equals(last.name());
            Control control = controls ? controlled(last, files, judge, judgeFile, work) : null;
            report(work, ablation.isPresent() ? "ablation" : "faces", rows, control);
            if (rows.size() < candidates.size()) {
                throw new IllegalStateException("expected %d trained configurations, found %d, see above"
                        .formatted(candidates.size(), rows.size()));
            }
        }
    }

    /** Of all whose training succeeds: one that diverges does not keep the others from their rows. */
    private List<FacesReport.Row> rows(
            List<Candidate> candidates, FaceFiles files, Judge judge, @Nullable Path judgeFile, Path work)
            throws IOException {
        List<FacesReport.Row> rows = new ArrayList<>();
        for (Candidate candidate : candidates) {
            try {
                rows.add(new FacesReport.Row(candidate.name(), measured(candidate, files, judge, judgeFile, work)));
            } catch (IllegalStateException e) {
                out.println(e.getMessage());
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalStateException("expected a trained configuration, found none, see above");
        }
        return rows;
    }

    private Path work() throws IOException {
        Path work = options.path("--work")
                .orElseGet(() ->
                        Path.of(System.getProperty("likeness.work", "faces")).toAbsolutePath());
        Optional<Path> data = options.path("--data");
        String key = data.isPresent()
                ? data.orElseThrow().getFileName() + "|" + Files.size(data.orElseThrow())
                : "drawn|" + drawnFaces;
        return Files.createDirectories(
                work.resolve(Digests.sha256(key.getBytes(UTF_8)).substring(0, 12)));
    }

    private FaceFiles imported(Path folder) throws IOException {
        Optional<FaceFiles> before = FaceFiles.find(folder);
        if (before.isPresent()) {
            return before.orElseThrow();
        }
        out.println("Preparing faces ...");
        try (Scratch scratch = Scratch.create()) {
            return FaceFiles.finish(folder, open(scratch).importInto(new ImageSink(folder)));
        }
    }

    private Faces open(Scratch scratch) throws IOException {
        return Faces.open(options.path("--data"), scratch.folder(), drawnFaces);
    }

    /** Trained on the archive's own people; drawn faces have the one that comes with the sources. */
    private @Nullable Path judgeFile(Path work) throws IOException {
        if (options.path("--data").isEmpty()) {
            return null;
        }
        String file = "celeba.onnx";
        if (!Files.isRegularFile(work.resolve(file))) {
            out.println("Training the judge ...");
            try (Scratch scratch = Scratch.create()) {
                new Steps(work).write(file, TrainJudge.train(open(scratch), "celeba", TrainJudge.DEFAULT_EPOCHS, out));
            }
        }
        return work.resolve(file);
    }

    private static FaceModel model(Candidate candidate, Trained trained, Steps steps) {
        TrainingConfiguration configuration = candidate.configuration();
        return new FaceModel(
                steps.folder().resolve(trained.output()),
                new TensorShape(configuration.channels(), configuration.side()),
                configuration.conditions());
    }

    private Measures measured(Candidate candidate, FaceFiles files, Judge judge, @Nullable Path judgeFile, Path work)
            throws IOException {
        Steps steps = new Steps(work.resolve(candidate.folder()));
        return steps.once("measures-%d-%d.json".formatted(samples, seed), Measures.class, () -> {
            Trained trained = trained(candidate, files, judgeFile, steps);
            out.printf("%s: measuring%n", candidate.name());
            RealFaces real = RealFaces.open(files, candidate.configuration(), MOST_HELD_OUT);
            try (FaceModel model = model(candidate, trained, steps)) {
                return new Measurement(judge, real, samples, seed, steps).of(candidate, trained, model);
            }
        });
    }

    private Control controlled(Candidate candidate, FaceFiles files, Judge judge, @Nullable Path judgeFile, Path work)
            throws IOException {
        Steps steps = new Steps(work.resolve(candidate.folder()));
        return steps.once("control-%d.json".formatted(seed), Control.class, () -> {
            Trained trained = trained(candidate, files, judgeFile, steps);
            out.printf("%s: measuring control%n", candidate.name());
            RealFaces real = RealFaces.open(files, candidate.configuration(), MOST_HELD_OUT);
            try (FaceModel model = model(candidate, trained, steps)) {
                return new ControlMeasurement(new Features(judge), real, model, seed).of(candidate.name());
            }
        });
    }

    private Trained trained(Candidate candidate, FaceFiles files, @Nullable Path judgeFile, Steps steps)
            throws IOException {
        ChildCommand command = ChildCommand.of(
                Path.of(System.getProperty("likeness.root", ".")).resolve("libs/training/target/lib"),
                Path.of(System.getProperty("likeness.natives", steps.folder().toString())));
        return steps.once(
                "trained.json",
                Trained.class,
                () -> new ResumableTraining(candidate, files, judgeFile, command, steps.folder(), out).run());
    }

    private void report(Path work, String name, List<FacesReport.Row> rows, @Nullable Control control)
            throws IOException {
        String data = options.path("--data")
                .map(path -> String.valueOf(path.getFileName()))
                .orElse(drawnFaces + " drawn faces");
        FacesReport report = new FacesReport(data, samples, seed, rows, control);
        String markdown = report.markdown();
        new Steps(work).write(name + ".md", markdown.getBytes(UTF_8));
        new Steps(work).write(name + ".json", Json.encode(report));
        if (options.path("--json").isPresent()) {
            Files.write(options.path("--json").orElseThrow(), Json.encode(report));
        }
        out.println();
        out.print(markdown);
        out.printf("%npages, grids and tables are in %s%n", work);
    }
}
