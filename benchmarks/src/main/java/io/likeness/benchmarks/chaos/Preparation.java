package io.likeness.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.benchmarks.Faces;
import io.likeness.benchmarks.chaos.Door.Answer;
import io.likeness.synthetic.ArchivePlan;
import io.likeness.synthetic.SyntheticArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What a benchmark needs before it begins, made as a user makes it. What does not come about ends the benchmark with an {@link IllegalStateException}. */
public record Preparation(Door door) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 200;

    /** The id of an upload of drawn faces, with labels. */
    public String uploadDrawn(String name, int faces) throws IOException, InterruptedException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        SyntheticArchive.write(ArchivePlan.celeba(faces, 1), archive);
        return upload(name + ".zip", BodyPublishers.ofByteArray(archive.toByteArray()));
    }

    /** The id of a sealed dataset of what was uploaded. */
    public String dataset(String name, String upload) throws InterruptedException {
        return dataset(name, upload, List.of());
    }

    /** The id of a sealed dataset of an archive and the tables beside it. */
    public String dataset(String name, Path archive) throws IOException, InterruptedException {
        List<String> tables = new ArrayList<>();
        for (Map.Entry<String, Path> table : Faces.beside(archive).entrySet()) {
            tables.add(upload(table.getKey(), BodyPublishers.ofFile(table.getValue())));
        }
        return dataset(name, upload(String.valueOf(archive.getFileName()), BodyPublishers.ofFile(archive)), tables);
    }

    /** The id of what was asked for, once it has ended as wanted. */
    public String end(String collection, Map<String, Object> body, String wanted) throws InterruptedException {
        String id = require(door.post(collection, body, UUID.randomUUID().toString(), PATIENCE))
                .path("id")
                .asText();
        while (true) {
            JsonNode resource = require(door.get(collection + "/" + id, PATIENCE));
            if (resource.path("status").asText().equals(wanted)) {
                return id;
            }
            if (Inspection.ended(resource)) {
                throw new IllegalStateException("expected it to end as " + wanted + ", found " + resource);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** What was answered, if it is of the 200s. */
    public static JsonNode require(Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException("expected an answer, found status " + answer.status());
        }
        return answer.json();
    }

    private String dataset(String name, String upload, List<String> tables) throws InterruptedException {
        return end("/v1/datasets", Map.of("name", name, "uploadId", upload, "companionUploadIds", tables), "sealed");
    }

    private String upload(String fileName, BodyPublisher content) throws InterruptedException {
        return require(door.upload(fileName, content, PATIENCE)).path("id").asText();
    }
}
