package io.likeness.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.likeness.contracts.Json;
import io.likeness.contracts.model.ModelVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A registry that knows what it is told by {@code PUT}: versions, and whether it answers at all. It is told over HTTP because
 * Quarkus loads its starter and the test in different class loaders. Safe for threads.
 */
final class RegistryStub implements AutoCloseable {
    static final String AWAY = "/stub/away";
    static final String VERSIONS = "/stub/versions";

    private static final String MODELS = "/v1/models/";
    private static final String CHAMPION = "/champion";

    private final Map<String, ModelVersion> versions = new ConcurrentHashMap<>();
    private final Map<String, ModelVersion> champions = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile boolean away;

    private RegistryStub(HttpServer server) {
        this.server = server;
    }

    static RegistryStub start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RegistryStub stub = new RegistryStub(server);
        server.createContext("/v1/champions", stub::champions);
        server.createContext(MODELS, stub::version);
        server.createContext(VERSIONS, stub::tell);
        server.createContext(AWAY, stub::go);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return stub;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void know(ModelVersion version) {
        versions.put("/v1/models/" + version.name() + "/versions/" + version.version(), version);
        champions.put(version.name(), version);
    }

    void away(boolean now) {
        away = now;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void champions(HttpExchange exchange) throws IOException {
        answer(exchange, 200, List.copyOf(champions.values()));
    }

    private void version(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        ModelVersion version = path.endsWith(CHAMPION)
                ? champions.get(path.substring(MODELS.length(), path.length() - CHAMPION.length()))
                : versions.get(path);
        if (version == null) {
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            answer(exchange, 404, Map.of("code", "MODEL_NOT_FOUND", "status", 404));
        } else {
            answer(exchange, 200, version);
        }
    }

    private void tell(HttpExchange exchange) throws IOException {
        know(Json.decode(exchange.getRequestBody().readAllBytes(), ModelVersion.class));
        send(exchange, 204, new byte[0]);
    }

    private void go(HttpExchange exchange) throws IOException {
        away(Boolean.parseBoolean(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        send(exchange, 204, new byte[0]);
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        if (away) {
            send(exchange, 503, new byte[0]);
        } else {
            send(exchange, status, Json.encode(body));
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
