package io.likeness.gateway.status;

import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Asks the configured services whether they are ready. Safe for threads. */
@Singleton
public class SystemStatus {
    private final StatusConfiguration configuration;
    private final HttpClient http;

    public SystemStatus(StatusConfiguration configuration) {
        this.configuration = configuration;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(configuration.timeout())
                .build();
    }

    /** All services, asked at the same time, sorted by name. */
    List<Part> ask() {
        Map<String, CompletableFuture<Boolean>> answers = new TreeMap<>();
        configuration.services().forEach((name, address) -> answers.put(name, ready(address)));
        return answers.entrySet().stream()
                .map(answer -> new Part(answer.getKey(), answer.getValue().join()))
                .toList();
    }

    private CompletableFuture<Boolean> ready(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/q/health/ready"))
                .timeout(configuration.timeout())
                .build();
        return http.sendAsync(request, BodyHandlers.discarding())
                .thenApply(response -> response.statusCode() == 200)
                .exceptionally(unreachable -> false);
    }

    /** A service and whether it is ready. */
    @Schema(description = "A service and whether it is ready")
    public record Part(@Schema(examples = "ingest-service") String name, boolean ready) {}
}
