package io.likeness.trainer.publication;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RegisterVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The registry over its REST API. */
@ApplicationScoped
public class HttpModelRegistry implements ModelRegistry {
    private final RegistryConfiguration configuration;
    private final HttpClient client;

    public HttpModelRegistry(RegistryConfiguration configuration) {
        this.configuration = configuration;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(configuration.timeout())
                .build();
    }

    @Override
    public ModelVersion register(String trainingId, RegisterVersion registration) throws InterruptedException {
        HttpResponse<byte[]> response = send(request("/v1/registrations/" + encoded(trainingId))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(Json.encode(registration)))
                .build());
        if (response.statusCode() / 100 != 2) {
            throw refusal(response);
        }
        return version(response.body());
    }

    @Override
    public ModelVersion requireVersion(String modelName, int version) throws InterruptedException {
        HttpResponse<byte[]> response = send(request("/v1/models/" + encoded(modelName) + "/versions/" + version)
                .build());
        if (response.statusCode() == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new LikenessException(
                    ErrorCode.MODEL_NOT_FOUND,
                    "fineTuning: expected a registered version, found none that is %s v%d"
                            .formatted(modelName, version));
        }
        if (response.statusCode() / 100 != 2) {
            throw refusal(response);
        }
        return version(response.body());
    }

    private HttpRequest.Builder request(String path) {
        String base = configuration.url().toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(configuration.timeout())
                .header("Accept", "application/json");
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw unavailable("no answer", e);
        }
    }

    /** An answer that is not the registry's own, such as a proxy's, says nothing about the version: it is asked again. */
    private static ModelVersion version(byte[] body) {
        try {
            return Json.decode(body, ModelVersion.class);
        } catch (LikenessException e) {
            throw unavailable("an answer that is no version", e);
        }
    }

    private static LikenessException refusal(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status >= 500 || status == 408 || status == 429) {
            return unavailable("status " + status, null);
        }
        Problem problem = problem(response.body());
        return new LikenessException(
                code(problem.code), "the registry refused the version with status " + status + ": " + problem.detail);
    }

    private static Problem problem(byte[] body) {
        try {
            return Json.decode(body, Problem.class);
        } catch (LikenessException e) {
            return new Problem(null, "no reason given");
        }
    }

    /** A refusal ends the run, so a code that would have it tried again is not taken over. */
    private static ErrorCode code(@Nullable String name) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.name().equals(name) && !code.category().retriable())
                .findFirst()
                .orElse(ErrorCode.TRAINING_FAILED);
    }

    private static LikenessException unavailable(String found, @Nullable Throwable cause) {
        return new LikenessException(
                ErrorCode.REGISTRY_UNAVAILABLE, "model-registry: expected a registered version, found " + found, cause);
    }

    private record Problem(@Nullable String code, @Nullable String detail) {}
}
