package io.likeness.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server that speaks as much of the API as the client's hard parts need, and breaks connections when it is told to. */
final class SmallGateway implements AutoCloseable {
    private static final int BUFFER = 1000;

    final List<String> requests = new CopyOnWriteArrayList<>();
    final byte[] file = bytes(100_000);
    private final HttpServer server;
    private final ByteArrayOutputStream upload = new ByteArrayOutputStream();
    private int breaks;
    private boolean begun;

    SmallGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Breaks the next so many connections in the middle of a file. */
    synchronized void breakOff(int times) {
        breaks = times;
    }

    synchronized byte[] uploaded() {
        return upload.toByteArray();
    }

    /** As after its expiry. */
    synchronized void forgetUpload() {
        begun = false;
        upload.reset();
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(what);
        try (exchange) {
            switch (what) {
                case "POST /v1/uploads" -> begin(exchange);
                case "HEAD /v1/uploads/u-1" -> look(exchange);
                case "PATCH /v1/uploads/u-1" -> append(exchange);
                case "GET /v1/uploads/u-1" ->
                    json(exchange, 200, "{\"id\":\"u-1\",\"fileName\":\"a.zip\",\"status\":\"stored\"}");
                case "GET /v1/generations/g-1/images.zip" -> download(exchange);
                case "GET /v1/generations/g-1/events" -> events(exchange);
                case "GET /v1/generations/g-1" -> json(exchange, 200, generation());
                case "GET /v1/models" -> json(exchange, 200, key(exchange));
                default ->
                    json(
                            exchange,
                            400,
                            "{\"code\":\"INVALID_REQUEST\",\"detail\":\"count: expected 1 to 1000, found 0\",\"violations\":["
                                    + "{\"field\":\"count\",\"message\":\"expected 1 to 1000, found 0\"},"
                                    + "{\"field\":\"seed\",\"message\":\"expected an integer, found 'a'\"}]}");
            }
        }
    }

    private synchronized void begin(HttpExchange exchange) throws IOException {
        begun = true;
        exchange.getResponseHeaders().add("Location", "/v1/uploads/u-1");
        exchange.sendResponseHeaders(201, -1);
    }

    private synchronized void look(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Upload-Offset", Integer.toString(upload.size()));
        exchange.sendResponseHeaders(begun ? 200 : 410, -1);
    }

    private synchronized void append(HttpExchange exchange) throws IOException {
        if (Integer.parseInt(exchange.getRequestHeaders().getFirst("Upload-Offset")) != upload.size()) {
            json(exchange, 409, "{}");
            return;
        }
        InputStream body = exchange.getRequestBody();
        if (breaks-- > 0) {
            upload.write(body.readNBytes(BUFFER));
        } else {
            body.transferTo(upload);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private synchronized void download(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        exchange.sendResponseHeaders(from == 0 ? 200 : 206, file.length - from);
        OutputStream out = exchange.getResponseBody();
        if (breaks-- > 0) {
            out.write(file, from, BUFFER);
            out.flush();
        } else {
            out.write(file, from, file.length - from);
        }
    }

    /** Ends with the connection, before the job does. */
    private static void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(":waiting\nevent:Generation\ndata:{\ndata:}\nid:1\n\n".getBytes(UTF_8));
    }

    /** Ends when it is looked at for the third time. */
    private String generation() {
        long looks = requests.stream()
                .filter(request -> request.equals("GET /v1/generations/g-1"))
                .count();
        return ("{\"id\":\"g-1\",\"status\":\"%s\",\"operation\":\"sample\",\"seed\":1,\"count\":1,\"model\":\"m\","
                        + "\"createdAt\":\"2026-01-01T00:00:00Z\",\"of\":\"a later release\"}")
                .formatted(looks < 3 ? "running" : "succeeded");
    }

    private static String key(HttpExchange exchange) {
        List<String> keys = new ArrayList<>(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        return "[{\"name\":\"%s\",\"versions\":1}]".formatted(String.join(",", keys));
    }

    private static void json(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
