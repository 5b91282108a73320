package io.likeness.generator.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks model-registry. Only its own word that a model is not there counts as absence; anything unexpected is {@code
 * REGISTRY_UNAVAILABLE}, which may pass. Safe for threads.
 */
@ApplicationScoped
class RegistryClient {
    private final URI url;
    private final Duration timeout;
    private final HttpClient client;

    RegistryClient(RegistryConfiguration configuration) {
        this.url = configuration.url();
        this.timeout = configuration.timeout();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(configuration.timeout())
                .build();
    }

    /** What serves now, one version a model. */
    List<ModelVersion> fetchChampions() {
        HttpResponse<byte[]> response = get("/v1/champions");
        if (response.statusCode() != 200) {
            throw unavailable("status " + response.statusCode(), null);
        }
        return List.of(decode(response.body(), ModelVersion[].class));
    }

    Optional<ModelVersion> findChampion(String name) {
        return fetchChampions().stream()
                .filter(champion -> champion.name().equals(name))
                .findFirst();
    }

    Optional<ModelVersion> findVersion(String name, int version) {
        HttpResponse<byte[]> response = get("/v1/models/" + name + "/versions/" + version);
        if (response.statusCode() == 200) {
            return Optional.of(decode(response.body(), ModelVersion.class));
        }
        if (response.statusCode() == 404 && saysNotFound(response.body())) {
            return Optional.empty();
        }
        throw unavailable("status " + response.statusCode(), null);
    }

    private HttpResponse<byte[]> get(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve(path)).timeout(timeout).build();
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw unavailable(e.getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("an interrupt", e);
        }
    }

    private static boolean saysNotFound(byte[] body) {
        return decode(body, JsonNode.class).path("code").asText().equals(ErrorCode.MODEL_NOT_FOUND.name());
    }

    private static <T> T decode(byte[] body, Class<T> type) {
        try {
            return Json.decode(body, type);
        } catch (LikenessException e) {
            throw unavailable("an answer that is not understood", e);
        }
    }

    private static LikenessException unavailable(String found, @Nullable Throwable cause) {
        return new LikenessException(
                ErrorCode.REGISTRY_UNAVAILABLE, "model-registry: expected an answer, found " + found, cause);
    }
}
