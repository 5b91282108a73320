package io.likeness.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.client.Answer;
import io.likeness.client.Calls;
import io.likeness.client.ClientException;
import io.likeness.client.Dataset;
import io.likeness.client.DatasetWanted;
import io.likeness.client.GenerationWanted;
import io.likeness.client.Job;
import io.likeness.client.JobKind;
import io.likeness.client.LikenessClient;
import io.likeness.client.Training;
import io.likeness.client.TrainingWanted;
import io.likeness.client.UploadMemory;
import io.likeness.contracts.Failure;
import io.likeness.standalone.command.Companions;
import io.likeness.standalone.command.PhotoPack;
import io.likeness.standalone.supervisor.RunningSystem;
import io.likeness.synthetic.ArchivePlan;
import io.likeness.synthetic.SyntheticArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes a pile of photos through the whole loop and writes a grid of new faces. */
public final class Demo {
    private static final int DRAWN_FACES = 4000;
    private static final int GENERATED_FACES = 64;
    private static final long SEED = 1;

    private final DemoOptions options;
    private final LikenessClient gateway;
    private final Stopwatch watch;

    private Demo(DemoOptions options, LikenessClient gateway, Stopwatch watch) {
        this.options = options;
        this.gateway = gateway;
        this.watch = watch;
    }

    /**
     * Ends with 0 if the grid was written; else prints one line and ends with 1. With {@code --check} before the other options it
     * only looks at those, so that a wrong one is told before a system is started for it.
     */
    public static void main(String... arguments) {
        try {
            if (arguments.length > 0 && arguments[0].equals("--check")) {
                DemoOptions.parse(Arrays.copyOfRange(arguments, 1, arguments.length));
            } else {
                run(DemoOptions.parse(arguments));
            }
        } catch (DemoException | ClientException e) {
            fail(e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            fail("a file cannot be read or written: " + e);
        }
    }

    private static void fail(@Nullable String message) {
        System.err.println("likeness demo: " + message);
        System.exit(1);
    }

    private static void run(DemoOptions options) throws IOException {
        try (LikenessClient gateway = LikenessClient.of(options.gateway(), key(options.gateway()))) {
            new Demo(options, gateway, new Stopwatch(System.out)).run();
        }
    }

    /** Of whoever runs it, where that is the system of this home. */
    private static Optional<String> key(URI gateway) {
        return Optional.ofNullable(System.getenv("LIKENESS_KEY"))
                .or(() -> RunningSystem.find(Path.of(System.getProperty("likeness.home", ".likeness"), "run"))
                        .filter(system -> system.gateway().equals(gateway))
                        .flatMap(RunningSystem::operatorKey));
    }

    private void run() throws IOException {
        Path drawn = Files.createTempDirectory("likeness-demo");
        try {
            Path archive = options.data().isEmpty() ? draw(drawn.resolve("drawn-faces.zip")) : packed(drawn);
            String datasetId = importArchive(archive, new UploadMemory(drawn.resolve("uploads")));
            JsonNode training = train(datasetId);
            generate(
                    training.path("modelName").asText(),
                    training.path("version").asInt());
        } finally {
            deleteAll(drawn);
        }
        watch.summary();
        System.out.printf("%nFaces: %s%n", options.out());
    }

    private Path packed(Path folder) throws IOException {
        try {
            return PhotoPack.of(options.data(), folder);
        } catch (IllegalArgumentException e) {
            throw new DemoException("--data: " + e.getMessage(), e);
        }
    }

    private Path draw(Path archive) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive)) {
            SyntheticArchive.write(ArchivePlan.celeba(DRAWN_FACES, SEED), out);
        }
        watch.done("drew " + DRAWN_FACES + " faces");
        return archive;
    }

    private String importArchive(Path archive, UploadMemory memory) throws IOException {
        List<String> companions = new ArrayList<>();
        if (options.data().equals(List.of(archive))) {
            for (Path companion : Companions.beside(archive)) {
                companions.add(upload(companion, memory));
            }
        }
        String upload = upload(archive, memory);
        watch.done("uploaded %s, %.1f MB".formatted(archive.getFileName(), Files.size(archive) / 1e6));
        DatasetWanted wanted =
                new DatasetWanted(Companions.datasetName(archive), upload, companions, null, null, null, null);
        String id = gateway.send(Calls.IMPORT.of().sending(wanted)).value().id();
        Answer<Dataset> dataset = gateway.await(JobKind.DATASET, id, answer -> {});
        requireSuccess("the import", dataset.value());
        watch.say(
                "%s: %d to train, %d to validate, %d to report, %d skipped",
                dataset.document().path("layout").asText(),
                dataset.document().at("/counts/train").asLong(),
                dataset.document().at("/counts/validation").asLong(),
                dataset.document().at("/counts/test").asLong(),
                dataset.document().at("/progress/skipped").asLong());
        watch.done("imported the dataset");
        return id;
    }

    private String upload(Path file, UploadMemory memory) {
        return gateway.upload(file, null, memory, sent -> {}).id();
    }

    private JsonNode train(String datasetId) {
        TrainingWanted wanted =
                new TrainingWanted(datasetId, null, options.preset(), null, options.epochs(), SEED, null);
        String id = gateway.send(Calls.TRAIN.of().sending(wanted)).value().id();
        TrainingPrinter printer = new TrainingPrinter(watch);
        Answer<Training> ended = gateway.await(JobKind.TRAINING, id, answer -> printer.print(answer.document()));
        requireSuccess("the training", ended.value());
        JsonNode training = ended.document();
        JsonNode metrics = training.path("metrics");
        watch.say(
                "model %s version %d, validation mean squared error %.5f",
                training.path("modelName").asText(),
                training.path("version").asInt(),
                metrics.path("validationMse").asDouble());
        watch.say(
                "distance to real faces: %.3f sampled from its density, %.3f from N(0, I); diversity %.2f of real",
                metrics.path("sampleDistance").asDouble(),
                metrics.path("priorSampleDistance").asDouble(),
                metrics.path("sampleDiversityRatio").asDouble());
        printer.printCost(training);
        watch.done("trained, exported to ONNX, checked and registered");
        return training;
    }

    private void generate(String model, int version) {
        GenerationWanted wanted = new GenerationWanted(
                model, version, null, null, GENERATED_FACES, SEED, null, null, null, null, null, null, null, null);
        String id = gateway.send(Calls.GENERATE.of().sending(wanted)).value().id();
        requireSuccess(
                "the generation",
                gateway.await(JobKind.GENERATION, id, answer -> {}).value());
        gateway.download(Calls.GRID.of(id), options.out());
        watch.done("generated " + GENERATED_FACES + " faces with " + model + " version " + version);
    }

    private static void requireSuccess(String what, Job job) {
        if (!job.succeeded()) {
            Failure failure = job.failure();
            throw new DemoException(what + " ended as " + job.status()
                    + (failure == null ? "" : ": " + failure.code() + ", " + failure.message()));
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }
}
