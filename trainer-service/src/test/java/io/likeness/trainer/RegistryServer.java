package io.likeness.trainer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.likeness.contracts.Json;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RegisterVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers registrations as model-registry does: idempotent by training id, versions counted by name, other content refused. */
public final class RegistryServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, List<RegisterVersion>> registrations = new ConcurrentHashMap<>();
    private final Map<String, ModelVersion> versions = new ConcurrentHashMap<>();
    private volatile Consumer<String> afterRegistration = trainingId -> {};
    private volatile @Nullable Answer fixed;

    private record Answer(int status, String mediaType, String body) {
        static Answer of(int status, String body) {
            return new Answer(status, "application/json", body);
        }

        static Answer problem(int status, String body) {
            return new Answer(status, "application/problem+json", body);
        }
    }

    private RegistryServer(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a port of loopback, 0 for a free one. */
    public static RegistryServer start(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            RegistryServer registry = new RegistryServer(server);
            server.createContext("/v1/registrations/", exchange -> registry.answer(exchange, registry::register));
            server.createContext("/v1/models/", exchange -> registry.answer(exchange, registry::find));
            server.start();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Everything that was asked for one training. */
    public List<RegisterVersion> registrations(String trainingId) {
        return List.copyOf(registrations.getOrDefault(trainingId, List.of()));
    }

    /** Has a version without anybody's asking. */
    public ModelVersion publish(String trainingId, RegisterVersion request) {
        return versions.computeIfAbsent(trainingId, id -> version(id, request));
    }

    /** Runs once the version is registered and before the caller learns it. */
    public void afterRegistration(Consumer<String> work) {
        afterRegistration = work;
    }

    /** Answers everything so. */
    public void answer(int status, String body) {
        fixed = Answer.of(status, body);
    }

    /** Refuses everything so, in the registry's own words. */
    public void refuse(int status, String problem) {
        fixed = Answer.problem(status, problem);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private interface Endpoint {
        Answer answer(HttpExchange exchange) throws IOException;
    }

    private void answer(HttpExchange exchange, Endpoint endpoint) throws IOException {
        try (exchange) {
            Answer given = fixed;
            Answer answer = given == null ? endpoint.answer(exchange) : given;
            byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.mediaType);
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer register(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String trainingId = path.substring(path.lastIndexOf('/') + 1);
        if (exchange.getRequestMethod().equals("GET")) {
            return answer(Optional.ofNullable(versions.get(trainingId)));
        }
        if (!exchange.getRequestMethod().equals("PUT")) {
            return Answer.of(405, "{}");
        }
        RegisterVersion request = Json.decode(exchange.getRequestBody().readAllBytes(), RegisterVersion.class);
        registrations.computeIfAbsent(trainingId, id -> new ArrayList<>()).add(request);
        ModelVersion version = versions.computeIfAbsent(trainingId, id -> version(id, request));
        if (!version.digest().equals(request.manifest().sha256())) {
            return Answer.problem(409, "{\"code\":\"STATE_CONFLICT\",\"detail\":\"registered with other content\"}");
        }
        afterRegistration.accept(trainingId);
        return Answer.of(201, new String(Json.encode(version), StandardCharsets.UTF_8));
    }

    private Answer find(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return answer(versions.values().stream()
                .filter(version -> path.equals("/v1/models/" + version.name() + "/versions/" + version.version()))
                .findFirst());
    }

    private static Answer answer(Optional<ModelVersion> found) {
        return found.map(version -> Answer.of(200, new String(Json.encode(version), StandardCharsets.UTF_8)))
                .orElse(Answer.problem(404, "{\"code\":\"MODEL_NOT_FOUND\",\"detail\":\"no such version\"}"));
    }

    private ModelVersion version(String trainingId, RegisterVersion request) {
        long before = versions.values().stream()
                .filter(version -> version.name().equals(request.modelName()))
                .count();
        return new ModelVersion(
                request.modelName(),
                (int) before + 1,
                request.manifest().sha256(),
                request.manifest(),
                trainingId,
                request.datasetId(),
                request.datasetDigest(),
                request.validationDigest(),
                request.measure(),
                request.validationLoss(),
                request.metrics(),
                Instant.parse("2026-01-01T00:00:00Z"),
                request.parent());
    }
}
