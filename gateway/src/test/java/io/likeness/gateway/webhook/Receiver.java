package io.likeness.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;

/** A receiver of webhooks on this machine, which answers as it is told to, and 200 once it is told nothing more. */
public final class Receiver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile boolean holding;

    /** What is answered, with header names and values in turns. */
    private record Answer(int status, byte[] body, List<String> headers) {}

    /** A request. */
    public record Received(Map<String, String> headers, String path, String body) {
        public String id() {
            return header("webhook-id");
        }

        public long timestamp() {
            return Long.parseLong(header("webhook-timestamp"));
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public JsonNode json() {
            return Json.tree(body.getBytes(UTF_8));
        }

        /** By a formula of its own: HMAC-SHA256 with the bytes behind {@code whsec_} over id, timestamp and body. */
        public boolean signedWith(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replace("whsec_", "")), "HmacSHA256"));
                String expected = Base64.getEncoder()
                        .encodeToString(mac.doFinal(
                                "%s.%d.%s".formatted(id(), timestamp(), body).getBytes(UTF_8)));
                return Arrays.asList(header("webhook-signature").split(" ")).contains("v1," + expected);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Receiver(int port) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    public static Receiver start() throws IOException {
        return new Receiver(0);
    }

    /** Where another one was. */
    public static Receiver startAt(int port) throws IOException {
        return new Receiver(port);
    }

    public int port() {
        return http.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    /** Its next answer that was not told before. */
    public synchronized Receiver answers(int status, String body, String... headers) {
        answers.add(new Answer(status, body.getBytes(UTF_8), List.of(headers)));
        return this;
    }

    /** Answers nothing until it is closed. */
    public Receiver holds() {
        holding = true;
        return this;
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    /** As many requests, once they have come. */
    public List<Received> await(int count) {
        Awaitility.await(count + " requests")
                .pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(() -> received.size() >= count);
        return received();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
            received.add(new Received(headers, exchange.getRequestURI().toString(), body));
            if (holding) {
                held.await();
            }
            Answer answer = next();
            for (int i = 0; i < answer.headers.size(); i += 2) {
                exchange.getResponseHeaders().add(answer.headers.get(i), answer.headers.get(i + 1));
            }
            exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
            exchange.getResponseBody().write(answer.body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Answer next() {
        Answer told = answers.poll();
        return told == null ? new Answer(200, new byte[0], List.of()) : told;
    }

    @Override
    public void close() {
        held.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
