package io.likeness.benchmarks.use;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.benchmarks.Options;
import io.likeness.contracts.Json;
import io.likeness.synthetic.ArchivePlan;
import io.likeness.synthetic.SyntheticArchive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a running system's users wait for, and what wears it: one face at a time of a system at rest, an import, and many generations of
 * twenty users. Makes its own small model of drawn faces first.
 *
 * <p>Options: {@code --url URL} of the gateway, {@code --requests N} (default 1000) for one face, {@code --data ARCHIVE} to import,
 * {@code --generations N} (default 0, of one face each), {@code --json FILE}.
 */
public final class UseBenchmark {
    private static final List<String> OPTIONS = List.of("--url", "--requests", "--data", "--generations", "--json");
    private static final int FACES = 240;
    private static final String MODEL = "bench-use";

    private UseBenchmark() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        Options options = Options.parse(OPTIONS, arguments);
        User user = new User(URI.create(options.text("--url").orElse("http://127.0.0.1:8080")));
        Map<String, Object> report = new LinkedHashMap<>(Map.of("benchmark", "use"));
        byte[] drawn = drawn();
        String dataset = imported(user, user.upload(new ByteArrayInputStream(drawn), drawn.length), MODEL);
        String training = user.post("/v1/trainings", Map.of("datasetId", dataset, "modelName", MODEL, "epochs", 1))
                .path("id")
                .asText();
        user.awaitEnd("/v1/trainings/" + training, "succeeded");
        report.put(
                "one",
                new OneFace(user, MODEL).measure(options.count("--requests").orElse(1000)));
        Optional<Path> archive = options.path("--data");
        if (archive.isPresent()) {
            long start = System.nanoTime();
            try (InputStream content = Files.newInputStream(archive.orElseThrow())) {
                imported(user, user.upload(content, Files.size(archive.orElseThrow())), "bench-import");
            }
            report.put("importSeconds", (System.nanoTime() - start) / 1_000_000_000L);
            System.out.println("imported " + archive.orElseThrow() + " in " + report.get("importSeconds") + " s");
        }
        Optional<Integer> generations = options.count("--generations");
        if (generations.isPresent()) {
            report.putAll(new ManyFaces(user, MODEL).measure(generations.orElseThrow()));
        }
        Optional<Path> json = options.path("--json");
        if (json.isPresent()) {
            Files.write(json.orElseThrow(), Json.encode(report));
        }
    }

    private static byte[] drawn() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        SyntheticArchive.write(ArchivePlan.celeba(FACES, 1), archive);
        return archive.toByteArray();
    }

    private static String imported(User user, JsonNode upload, String name) throws IOException, InterruptedException {
        String dataset = user.post(
                        "/v1/datasets",
                        Map.of("name", name, "uploadId", upload.path("id").asText()))
                .path("id")
                .asText();
        user.awaitEnd("/v1/datasets/" + dataset, "sealed");
        return dataset;
    }
}
