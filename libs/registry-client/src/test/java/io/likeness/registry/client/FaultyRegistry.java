package io.likeness.registry.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers what it is told, once it has answered the faults that it is told first. Safe for threads. */
final class FaultyRegistry implements AutoCloseable {
    static final int TOO_MANY_BYTES = 1 << 20;
    private static final String PROBLEM = "application/problem+json";

    private final Map<String, Object> answers = new ConcurrentHashMap<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** Answers everything so, where one is given. */
    private volatile @Nullable Fault always;

    private volatile @Nullable String refusal;

    FaultyRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void knows(String path, Object answer) {
        answers.put(path, answer);
    }

    void failsFirst(Fault... first) {
        faults.addAll(List.of(first));
    }

    void failsAlways(Fault fault) {
        always = fault;
    }

    /** Refuses everything as the registry does, with a code of ours. */
    void refuses(String code) {
        refusal = code;
    }

    /** Method and path of each request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** That of the newest request, as it was sent. */
    String lastQuery() {
        return queries.getLast();
    }

    /** Opens once a client has closed its connection within an answer that did not end. */
    CountDownLatch hungUp() {
        return hungUp;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
            queries.add(String.valueOf(exchange.getRequestURI().getRawQuery()));
            exchange.getRequestBody().readAllBytes();
            Fault fault = always == null ? faults.poll() : always;
            if (fault != null) {
                fail(exchange, fault);
            } else if (refusal != null) {
                send(exchange, 409, PROBLEM + ";charset=UTF-8", problem(refusal));
            } else {
                Object found = answers.get(exchange.getRequestURI().getRawPath());
                send(
                        exchange,
                        found == null ? 404 : 200,
                        found == null ? PROBLEM : "application/json",
                        found == null ? problem("MODEL_NOT_FOUND") : Json.encode(found));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(HttpExchange exchange, Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case SILENT -> closing.await();
            case ENDLESS_BODY -> drip(exchange);
            case CUT_BODY -> {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write("[{".getBytes(UTF_8));
                exchange.getResponseBody().flush();
            }
            case PROXY_403 -> send(exchange, 403, "text/html", "<h1>Forbidden</h1>".getBytes(UTF_8));
            case PROXY_404 -> send(exchange, 404, "text/html", "<h1>Not found</h1>".getBytes(UTF_8));
            case UNMARKED_404 -> send(exchange, 404, "application/json", problem("MODEL_NOT_FOUND"));
            case FOREIGN_PROBLEM -> send(exchange, 404, PROBLEM, problem("NO_ROUTE"));
            case OLDER_REGISTRY -> send(exchange, 404, PROBLEM, problem("NOT_FOUND"));
            case DATABASE_AWAY -> send(exchange, 503, PROBLEM, problem("DATABASE_UNAVAILABLE"));
            case DEFECT -> send(exchange, 500, PROBLEM, problem("INTERNAL_ERROR"));
            case BARE_503 -> send(exchange, 503, "text/plain", new byte[0]);
            case TOO_MANY_REQUESTS -> send(exchange, 429, "application/json", problem("TOO_MANY"));
            case PORTAL_200 -> send(exchange, 200, "text/html", "<h1>Log in</h1>".getBytes(UTF_8));
            case NULL_200 -> send(exchange, 200, "application/json", "null".getBytes(UTF_8));
            case WRONG_JSON -> send(exchange, 200, "application/json", "{\"name\": 1}".getBytes(UTF_8));
            case TOO_LARGE ->
                send(
                        exchange,
                        200,
                        "application/json",
                        " ".repeat(TOO_MANY_BYTES).getBytes(UTF_8));
        }
    }

    /** Writes without end, so that it learns when nobody reads any more. */
    private void drip(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            while (!closing.await(10, TimeUnit.MILLISECONDS)) {
                body.write(' ');
                body.flush();
            }
        } catch (IOException e) {
            hungUp.countDown();
            throw e;
        }
    }

    private static byte[] problem(String code) {
        return Json.encode(Map.of("code", code, "detail", "version: expected another"));
    }

    private static void send(HttpExchange exchange, int status, String mediaType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", mediaType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
