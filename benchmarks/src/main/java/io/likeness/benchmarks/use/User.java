package io.likeness.benchmarks.use;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One user of a gateway that answers. Safe for threads. */
final class User {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final URI gateway;
    private final HttpClient http =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    User(URI gateway) {
        this.gateway = gateway;
    }

    /**
     * The resource made of a body of any kind.
     *
     * @param headers names and values
     * @throws IllegalStateException if the answer is neither 200, 201 nor 202
     */
    JsonNode post(String path, BodyPublisher body, String... headers) throws IOException, InterruptedException {
        return Json.tree(send(HttpRequest.newBuilder(gateway.resolve(path))
                .POST(body)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .headers(headers)
                .build()));
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return post(path, BodyPublishers.ofByteArray(Json.encode(body)), "Content-Type", "application/json");
    }

    /** The id of a generation of one face, once it has ended or the wait for it has. */
    String face(String model, int seed, Duration wait) throws IOException, InterruptedException {
        return post(
                        "/v1/generations",
                        BodyPublishers.ofByteArray(Json.encode(Map.of("model", model, "count", 1, "seed", seed))),
                        "Content-Type",
                        "application/json",
                        "Prefer",
                        "wait=" + wait.toSeconds())
                .path("id")
                .asText();
    }

    byte[] get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(gateway.resolve(path)).GET().build());
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

    private byte[] send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(request.method() + " " + request.uri() + ": expected 2xx, found "
                    + response.statusCode() + " " + new String(response.body(), UTF_8));
        }
        return response.body();
    }
}
