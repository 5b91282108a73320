package io.likeness.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.PollInterval;

/** The gateway as its users reach it. */
final class GatewayClient {
    private static final Duration SHORTEST_POLL = Duration.ofMillis(20);
    /** What has started may soon be over. */
    private static final Duration BRIEF_POLL = Duration.ofMillis(60);

    private static final int LONGEST_POLL = 12;
    /** What ends soon is seen soon, and what takes long is not asked for all the time. */
    private static final PollInterval POLL =
            (asked, before) -> SHORTEST_POLL.multipliedBy(Math.min(LONGEST_POLL, asked));

    private static final String DATA = "data:";

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    GatewayClient(URI base) {
        this.base = base;
    }

    /** An answer of the gateway. */
    record Answer(HttpResponse<byte[]> response, Duration took) {
        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return Json.tree(response.body());
        }

        String id() {
            return json().path("id").asText();
        }

        String describe() {
            return status() + " " + new String(response.body(), UTF_8);
        }
    }

    Answer upload(String fileName, byte[] content, String correlationId) throws Exception {
        return send(request("/v1/uploads?fileName=" + fileName, correlationId)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(content)));
    }

    Answer post(String path, Map<String, ?> body, String correlationId) throws Exception {
        return post(path, body, correlationId, UUID.randomUUID().toString());
    }

    Answer post(String path, Map<String, ?> body, String correlationId, String idempotencyKey) throws Exception {
        return send(request(path, correlationId)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofByteArray(Json.encode(body))));
    }

    Answer put(String path, Map<String, ?> body, String correlationId) throws Exception {
        return send(request(path, correlationId)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(Json.encode(body))));
    }

    Answer get(String path) throws Exception {
        return send(request(path, UUID.randomUUID().toString()).GET());
    }

    /** The content of every event of a stream, once that has ended. */
    List<JsonNode> follow(String path) throws Exception {
        HttpRequest request = request(path, UUID.randomUUID().toString())
                .timeout(Duration.ofMinutes(10))
                .build();
        try (Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> line.startsWith(DATA))
                    .map(line -> Json.tree(line.substring(DATA.length()).getBytes(UTF_8)))
                    .toList();
        }
    }

    Answer delete(String path, String correlationId) throws Exception {
        return send(request(path, correlationId).DELETE());
    }

    /** Waits until the resource's status ends it, and returns it. A gateway that is away is waited for. */
    JsonNode awaitEnd(String path, Duration limit) {
        Set<String> ends = Set.of("sealed", "rejected", "succeeded", "failed", "canceled", "expired");
        return Awaitility.await("the end of " + path)
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> get(path).json(),
                        resource -> ends.contains(resource.path("status").asText()));
    }

    /** Waits until somebody works on the resource, or has. */
    void awaitStart(String path, Duration limit) {
        Awaitility.await("the start of " + path)
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(BRIEF_POLL)
                .until(() -> !get(path).json().path("status").asText().equals("queued"));
    }

    private HttpRequest.Builder request(String path, String correlationId) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("X-Correlation-Id", correlationId);
    }

    private Answer send(HttpRequest.Builder request) throws Exception {
        long start = System.nanoTime();
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(response, Duration.ofNanos(System.nanoTime() - start));
    }
}
