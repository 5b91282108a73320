package io.likeness.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.likeness.contracts.Json;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A registry that knows what it is told by {@code PUT}: versions, each of which serves from then on until it is taken back, and
 * whether it answers at all. It is told over HTTP because Quarkus loads its starter and the test in different class loaders. Safe for threads.
 */
final class RegistryStub implements AutoCloseable {
    static final String AWAY = "/stub/away";
    static final String VERSIONS = "/stub/versions";

    private static final String MODELS = "/v1/models/";
    private static final String CHAMPION = "/champion";
    private static final String SERVING = "/serving";

    private final Map<String, ModelVersion> versions = new ConcurrentHashMap<>();
    /** By model, what served; the last one does. */
    private final Map<String, Deque<ModelVersion>> served = new ConcurrentHashMap<>();

    private final AtomicInteger rollbacks = new AtomicInteger();
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
        server.createContext("/v1/generators/", stub::rollouts);
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
        served.computeIfAbsent(version.name(), name -> new ConcurrentLinkedDeque<>())
                .addLast(version);
    }

    void away(boolean now) {
        away = now;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void champions(HttpExchange exchange) throws IOException {
        answer(exchange, 200, served.values().stream().map(Deque::getLast).toList());
    }

    /** None is open. */
    private void rollouts(HttpExchange exchange) throws IOException {
        answer(exchange, 200, List.of());
    }

    private void version(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith(SERVING)) {
            serving(exchange, served(path, SERVING));
            return;
        }
        ModelVersion version = path.endsWith(CHAMPION) ? served(path, CHAMPION).peekLast() : versions.get(path);
        if (version == null) {
            refuse(exchange, 404, "MODEL_NOT_FOUND");
        } else {
            answer(exchange, 200, version);
        }
    }

    private Deque<ModelVersion> served(String path, String end) {
        return served.getOrDefault(
                path.substring(MODELS.length(), path.length() - end.length()), new ConcurrentLinkedDeque<>());
    }

    /** A change is a rollback to the one before. */
    private void serving(HttpExchange exchange, Deque<ModelVersion> all) throws IOException {
        if (all.isEmpty()) {
            refuse(exchange, 404, "MODEL_NOT_FOUND");
        } else if (!exchange.getRequestMethod().equals("PUT")) {
            answer(exchange, 200, plan(all));
        } else if (all.size() == 1) {
            refuse(exchange, 409, "STATE_CONFLICT");
        } else {
            ChangeServing change = Json.decode(exchange.getRequestBody().readAllBytes(), ChangeServing.class);
            assertEquals(ServingCause.ROLLBACK, change.cause());
            if (!change.of(plan(all)).equals(change)) {
                refuse(exchange, 409, "STATE_CONFLICT");
                return;
            }
            all.removeLast();
            rollbacks.incrementAndGet();
            answer(exchange, 200, plan(all));
        }
    }

    /** Of a revision that counts every promotion and every rollback. */
    private ServingPlan plan(Deque<ModelVersion> all) {
        Integer fallback = all.stream().map(ModelVersion::version).toList().reversed().stream()
                .skip(1)
                .findFirst()
                .orElse(null);
        return new ServingPlan(
                all.getLast().name(),
                all.size() + 2L * rollbacks.get(),
                all.getLast().version(),
                fallback,
                List.of());
    }

    private void refuse(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        answer(exchange, status, Map.of("code", code, "status", status));
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
