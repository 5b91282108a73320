package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** A client of the gateway under test. */
final class Caller {
    private final URI base = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String[] always;

    /** @param always sent with each request: names and values */
    Caller(String... always) {
        this.always = always.clone();
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** The body line by line, while it is being sent; the caller closes it. */
    Stream<String> follow(String path, String... headers) {
        try {
            HttpResponse<Stream<String>> response =
                    http.send(request(path, headers).GET().build(), BodyHandlers.ofLines());
            assertEquals(200, response.statusCode());
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer post(String path, String json, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** Without a stated length: chunked. */
    Answer postChunked(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(json.getBytes(UTF_8)))));
    }

    Answer upload(String fileName, BodyPublisher body) {
        return send(request("/v1/uploads?fileName=" + fileName)
                .header("Content-Type", "application/octet-stream")
                .POST(body));
    }

    /** Without a stated length: chunked; the headers alternate between names and values. */
    Answer uploadChunked(String fileName, String body, String... headers) {
        return send(request("/v1/uploads?fileName=" + fileName, headers)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8)))));
    }

    Answer send(String method, String path, String mediaType, String body) {
        return send(request(path).header("Content-Type", mediaType).method(method, BodyPublishers.ofString(body)));
    }

    /** Whatever a protocol asks for; the headers alternate between names and values. */
    Answer exchange(String method, String path, byte[] body, String... headers) {
        return send(request(path, headers)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(90));
        if (always.length > 0) {
            request.headers(always);
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            long start = System.nanoTime();
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw new UncheckedIOException("no answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What the gateway answered, and how long it took. */
    record Answer(HttpResponse<byte[]> response, Duration took) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return Json.tree(response.body());
        }

        String text(String field) {
            return json().path(field).asText();
        }

        String body() {
            return new String(response.body(), UTF_8);
        }

        @Override
        public String toString() {
            return status() + " " + body();
        }
    }
}
