package io.likeness.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.synthetic.ArchivePlan;
import io.likeness.synthetic.SyntheticArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes a pile of photos through the whole loop and writes a grid of new faces. */
public final class Demo {
    private static final int DRAWN_FACES = 4000;
    private static final int GENERATED_FACES = 64;
    private static final long SEED = 1;

    private final DemoOptions options;
    private final GatewayClient gateway;
    private final Stopwatch watch;

    private Demo(DemoOptions options, GatewayClient gateway, Stopwatch watch) {
        this.options = options;
        this.gateway = gateway;
        this.watch = watch;
    }

    /**
     * Ends with 0 if the grid was written; else prints one line and ends with 1. With {@code --check} before the other options it
     * only looks at those, so that a wrong one is told before a system is started for it.
     */
    public static void main(String... arguments) throws InterruptedException {
        try {
            if (arguments.length > 0 && arguments[0].equals("--check")) {
                DemoOptions.parse(Arrays.copyOfRange(arguments, 1, arguments.length));
            } else {
                run(DemoOptions.parse(arguments));
            }
        } catch (DemoException e) {
            fail(e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            fail("a file cannot be read or written: " + e);
        }
    }

    private static void fail(@Nullable String message) {
        System.err.println("likeness demo: " + message);
        System.exit(1);
    }

    private static void run(DemoOptions options) throws IOException, InterruptedException {
        try (GatewayClient gateway = new GatewayClient(options.gateway())) {
            new Demo(options, gateway, new Stopwatch(System.out)).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        Path drawn = Files.createTempDirectory("likeness-demo");
        try {
            Path archive =
                    options.data().isPresent() ? options.data().orElseThrow() : draw(drawn.resolve("drawn-faces.zip"));
            String datasetId = importArchive(archive);
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

    private Path draw(Path archive) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive)) {
            SyntheticArchive.write(ArchivePlan.celeba(DRAWN_FACES, SEED), out);
        }
        watch.done("drew " + DRAWN_FACES + " faces");
        return archive;
    }

    private String importArchive(Path archive) throws IOException, InterruptedException {
        List<String> companions = new ArrayList<>();
        if (options.data().isPresent()) {
            for (Path companion : companions(archive)) {
                companions.add(gateway.upload(companion));
            }
        }
        String upload = gateway.upload(archive);
        watch.done("uploaded %s, %.1f MB".formatted(archive.getFileName(), Files.size(archive) / 1e6));
        Map<String, Object> body = new HashMap<>();
        body.put("name", name(archive));
        body.put("uploadId", upload);
        body.put("companionUploadIds", companions);
        String path =
                "/v1/datasets/" + gateway.post("/v1/datasets", body).path("id").asText();
        JsonNode dataset = gateway.await(path, Set.of("sealed", "rejected", "canceled", "expired"), resource -> {});
        requireStatus("the import", dataset, "sealed");
        watch.say(
                "%s: %d to train, %d to validate, %d to report, %d skipped",
                dataset.path("layout").asText(),
                dataset.path("counts").path("train").asLong(),
                dataset.path("counts").path("validation").asLong(),
                dataset.path("counts").path("test").asLong(),
                dataset.path("progress").path("skipped").asLong());
        watch.done("imported the dataset");
        return dataset.path("id").asText();
    }

    private JsonNode train(String datasetId) throws InterruptedException {
        JsonNode accepted = gateway.post(
                "/v1/trainings",
                Map.of("datasetId", datasetId, "preset", options.preset(), "epochs", options.epochs(), "seed", SEED));
        TrainingPrinter printer = new TrainingPrinter(watch);
        JsonNode training = gateway.await(
                "/v1/trainings/" + accepted.path("id").asText(),
                Set.of("succeeded", "failed", "canceled", "expired"),
                printer::print);
        requireStatus("the training", training, "succeeded");
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

    private void generate(String model, int version) throws IOException, InterruptedException {
        JsonNode accepted = gateway.post(
                "/v1/generations", Map.of("model", model, "version", version, "count", GENERATED_FACES, "seed", SEED));
        String path = "/v1/generations/" + accepted.path("id").asText();
        JsonNode generation = gateway.await(path, Set.of("succeeded", "failed"), resource -> {});
        requireStatus("the generation", generation, "succeeded");
        Files.write(options.out(), gateway.download(path + "/grid.png"));
        watch.done("generated " + GENERATED_FACES + " faces with " + model + " version " + version);
    }

    private static void requireStatus(String what, JsonNode resource, String wanted) {
        if (!resource.path("status").asText().equals(wanted)) {
            throw new DemoException(
                    what + " ended as " + resource.path("status").asText() + ": "
                            + resource.path("failure").path("code").asText() + ", "
                            + resource.path("failure").path("message").asText());
        }
    }

    /** The {@code .txt} and {@code .csv} files beside an archive: attributes, partition, identities. */
    private static List<Path> companions(Path archive) throws IOException {
        try (Stream<Path> beside = Files.list(archive.resolveSibling(""))) {
            return beside.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(txt|csv)"))
                    .sorted()
                    .toList();
        }
    }

    /** A dataset name from a file name: {@code img_align_celeba.zip} gives {@code img_align_celeba}. */
    private static String name(Path archive) {
        String name = String.valueOf(archive.getFileName()).toLowerCase(Locale.ROOT);
        String stem = name.replaceAll("\\.(zip|tar|tgz|tar\\.gz)$", "").replaceAll("[^a-z0-9._-]", "-");
        String safe = stem.replaceAll("^[^a-z0-9]+", "");
        return safe.isEmpty() ? "faces" : safe.substring(0, Math.min(safe.length(), 63));
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
