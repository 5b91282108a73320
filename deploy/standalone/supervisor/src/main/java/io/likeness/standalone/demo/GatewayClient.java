package io.likeness.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The gateway's HTTP API as a client sees it. */
final class GatewayClient implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    GatewayClient(URI base) {
        this.base = base;
    }

    /** Uploads a file and returns the upload's id. */
    String upload(Path file) throws InterruptedException {
        String name = URLEncoder.encode(String.valueOf(file.getFileName()), UTF_8);
        try {
            return send(request("/v1/uploads?fileName=" + name)
                            .header("Content-Type", "application/octet-stream")
                            .POST(BodyPublishers.ofFile(file)))
                    .path("id")
                    .asText();
        } catch (IOException e) {
            throw new DemoException("cannot read " + file, e);
        }
    }

    /** Posts a JSON body and returns the answer. */
    JsonNode post(String path, Map<String, ?> body) throws InterruptedException {
        BodyPublisher json = BodyPublishers.ofByteArray(Json.encode(body));
        return send(request(path).header("Content-Type", "application/json").POST(json));
    }

    JsonNode get(String path) throws InterruptedException {
        return send(request(path).GET());
    }

    byte[] download(String path) throws InterruptedException {
        return exchange(request(path).GET());
    }

    /**
     * Asks again and again until the resource's status is one of those that end it.
     *
     * @param watcher sees every answer
     */
    JsonNode await(String path, Set<String> ends, Consumer<JsonNode> watcher) throws InterruptedException {
        while (true) {
            JsonNode resource = get(path);
            watcher.accept(resource);
            if (ends.contains(resource.path("status").asText())) {
                return resource;
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofMinutes(30));
    }

    private JsonNode send(HttpRequest.Builder request) throws InterruptedException {
        return Json.tree(exchange(request));
    }

    private byte[] exchange(HttpRequest.Builder request) throws InterruptedException {
        HttpRequest built = request.build();
        try {
            HttpResponse<byte[]> response = http.send(built, BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new DemoException("%s %s answered %d: %s"
                        .formatted(
                                built.method(),
                                built.uri().getPath(),
                                response.statusCode(),
                                new String(response.body(), UTF_8)));
            }
            return response.body();
        } catch (IOException e) {
            throw new DemoException("no answer from " + base + "; is the system running? (" + e.getMessage() + ")", e);
        }
    }
}
