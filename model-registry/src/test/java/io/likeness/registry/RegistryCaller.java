package io.likeness.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.model.ModelVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Speaks HTTP to a registry. Safe for threads. */
record RegistryCaller(URI base, HttpClient client) {

    static RegistryCaller of(URI base) {
        return new RegistryCaller(base, HttpClient.newHttpClient());
    }

    Answer register(TrainedVersion trained) {
        return send(request("/v1/registrations/" + trained.trainingId())
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(Json.encode(trained.request()))));
    }

    Answer get(String path) {
        return send(request(path));
    }

    Answer send(String method, String path, String json) {
        return send(
                request(path).header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Retry-After").orElse(""),
                    response.body());
        } catch (IOException e) {
            return new Answer(0, "", "", new byte[0]);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Status 0 says that nobody answered. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Answer(int status, String mediaType, String retryAfter, byte[] body) {

        ModelVersion version() {
            return Json.decode(body, ModelVersion.class);
        }

        JsonNode json() {
            return Json.tree(body);
        }

        String code() {
            return json().path("code").asText();
        }
    }
}
