package io.likeness.client;

import io.likeness.client.HttpExchange.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Reads a file of the gateway's, and goes on where a connection broke (RFC 9110, section 14). For one thread, once. */
final class Download {
    private static final int PARTIAL = 206;
    private static final int BUFFER = 1 << 16;

    private final HttpExchange exchange;
    private final Request<Void> request;
    private final Path file;
    private final Path part;
    private String tag = "";

    Download(HttpExchange exchange, Request<Void> request, Path file) {
        this.exchange = exchange;
        this.request = request;
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
    }

    void run(Patience patience) {
        try {
            Files.deleteIfExists(part);
            boolean whole = false;
            while (!whole) {
                try {
                    whole = goOn();
                } catch (UnreachableException | ProblemException e) {
                    patience.tryAgainAfter(e);
                }
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BrokenFileException(file, e);
        }
    }

    private boolean goOn() throws IOException {
        long there = Files.exists(part) ? Files.size(part) : 0;
        HttpRequest.Builder built = exchange.request(request, BodyPublishers.noBody());
        if (there > 0 && !tag.isEmpty()) {
            built.header("Range", "bytes=" + there + "-").header("If-Range", tag);
        }
        Reply<InputStream> reply = exchange.send(built.build(), BodyHandlers.ofInputStream());
        tag = reply.headers()
                .firstValue("ETag")
                .filter(known -> !known.startsWith("W/"))
                .orElse("");
        StandardOpenOption how =
                reply.status() == PARTIAL ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (InputStream in = reply.body();
                OutputStream out =
                        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
            byte[] some = new byte[BUFFER];
            for (int read = read(in, some); read >= 0; read = read(in, some)) {
                out.write(some, 0, read);
            }
        }
        return true;
    }

    /** A connection that breaks is no fault of the file's. */
    private int read(InputStream in, byte[] some) {
        try {
            return in.read(some);
        } catch (IOException e) {
            throw new UnreachableException(exchange.base(), e);
        }
    }
}
