package io.likeness.benchmarks.use;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Users of a gateway that answers. They share the processors with what they measure, so they call it by the plainest client that there
 * is: one whose calls need no other threads. Safe for threads.
 */
final class User {
    /** As many at once as keep their connections. */
    static final int MOST = 20;

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    static {
        System.setProperty("http.maxConnections", Integer.toString(MOST));
    }

    private final URI gateway;

    User(URI gateway) {
        this.gateway = gateway;
    }

    /**
     * The upload made of an archive.
     *
     * @param length of the content, in bytes
     */
    JsonNode upload(InputStream content, long length) throws IOException {
        return Json.tree(post(
                "/v1/uploads?fileName=faces.zip", content, length, Map.of("Content-Type", "application/octet-stream")));
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException {
        byte[] content = Json.encode(body);
        return Json.tree(post(path, new ByteArrayInputStream(content), content.length, JSON));
    }

    /** The id of a generation of one face, once it has ended or the wait for it has. */
    String face(String model, int seed, Duration wait) throws IOException {
        return Json.tree(face(model, seed, wait, "application/json")).path("id").asText();
    }

    /** One face. */
    byte[] picture(String model, int seed, Duration wait) throws IOException {
        byte[] answer = face(model, seed, wait, "image/png");
        if (answer.length < PNG.length || !Arrays.equals(PNG, 0, PNG.length, answer, 0, PNG.length)) {
            throw new IllegalStateException("face: expected a PNG, found " + new String(answer, UTF_8));
        }
        return answer;
    }

    private byte[] face(String model, int seed, Duration wait, String accept) throws IOException {
        byte[] content = Json.encode(Map.of("model", model, "count", 1, "seed", seed));
        return post(
                "/v1/generations",
                new ByteArrayInputStream(content),
                content.length,
                Map.of("Content-Type", "application/json", "Prefer", "wait=" + wait.toSeconds(), "Accept", accept));
    }

    byte[] get(String path) throws IOException {
        return answer(connection(path));
    }

    /** @throws IllegalStateException unless it ends with the status that is hoped for */
    JsonNode awaitEnd(String path, String hoped) throws IOException, InterruptedException {
        while (true) {
            JsonNode job = Json.tree(get(path));
            if (job.path("status").asText().equals(hoped)) {
                return job;
            }
            if (!job.path("endedAt").isMissingNode() && !job.path("endedAt").isNull()) {
                throw new IllegalStateException(path + ": expected it " + hoped + ", found " + job);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    private byte[] post(String path, InputStream content, long length, Map<String, String> headers) throws IOException {
        HttpURLConnection connection = connection(path);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(length);
        connection.setRequestProperty("Idempotency-Key", UUID.randomUUID().toString());
        headers.forEach(connection::setRequestProperty);
        try (OutputStream body = connection.getOutputStream()) {
            content.transferTo(body);
        }
        return answer(connection);
    }

    private HttpURLConnection connection(String path) throws IOException {
        return (HttpURLConnection) gateway.resolve(path).toURL().openConnection();
    }

    /** @throws IllegalStateException if it is not of the 200s */
    private static byte[] answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        boolean fine = status / 100 == 2;
        try (InputStream body = fine ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] content = body == null ? new byte[0] : body.readAllBytes();
            if (!fine) {
                throw new IllegalStateException(connection.getRequestMethod() + " " + connection.getURL()
                        + ": expected 2xx, found " + status + " " + new String(content, UTF_8));
            }
            return content;
        }
    }
}
