package io.likeness.gateway.model;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelVersion;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks model-registry over HTTP, with short patience. */
@Singleton
public class RegistryClient implements Registry {
    private final RegistryConfiguration configuration;
    private final HttpClient http;

    public RegistryClient(RegistryConfiguration configuration) {
        this.configuration = configuration;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(configuration.connectTimeout())
                .build();
    }

    @Override
    public List<ModelSummary> fetchModels() {
        return List.of(fetch("/v1/models", "models", ModelSummary[].class));
    }

    @Override
    public ModelHistory fetchModel(String name) {
        return fetch("/v1/models/" + Require.name("name", name), "model '" + name + "'", ModelHistory.class);
    }

    @Override
    public ModelVersion fetchVersion(String name, int version) {
        return fetch(
                "/v1/models/%s/versions/%d".formatted(Require.name("name", name), version),
                "version %d of model '%s'".formatted(version, name),
                ModelVersion.class);
    }

    @Override
    public List<ModelVersion> fetchChampions() {
        return List.of(fetch("/v1/champions", "champions", ModelVersion[].class));
    }

    private <T> T fetch(String path, String wanted, Class<T> type) {
        HttpResponse<byte[]> response = send(path);
        return switch (response.statusCode()) {
            case 200 -> decode(response.body(), type);
            case 404 ->
                throw new LikenessException(
                        ErrorCode.MODEL_NOT_FOUND, "model: expected one that is registered, found no " + wanted);
            default -> throw unavailable("status " + response.statusCode(), null);
        };
    }

    private HttpResponse<byte[]> send(String path) {
        HttpRequest request = HttpRequest.newBuilder(configuration.url().resolve(path))
                .timeout(configuration.answerTimeout())
                .header("Accept", "application/json")
                .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw unavailable("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("an interruption", e);
        }
    }

    private static <T> T decode(byte[] body, Class<T> type) {
        try {
            return Json.decode(body, type);
        } catch (LikenessException e) {
            throw unavailable("an answer that does not fit", e);
        }
    }

    private static LikenessException unavailable(String found, @Nullable Throwable cause) {
        return new LikenessException(
                ErrorCode.REGISTRY_UNAVAILABLE, "model-registry: expected an answer, found " + found, cause);
    }
}
