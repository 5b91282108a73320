package io.likeness.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.client.HttpExchange.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events (HTML Living Standard, section 9.2) of one request, as they come. A server that is silent for longer than its
 * keep-alives allow is given up. For one thread; its owner closes it.
 */
public final class EventStream implements AutoCloseable {
    /** Three of the gateway's longest pauses between keep-alives. */
    private static final Duration SILENCE = Duration.ofSeconds(75);

    private final URI base;
    private final InputStream body;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    private EventStream(URI base, InputStream body) {
        this.base = base;
        this.body = body;
    }

    static EventStream open(HttpExchange exchange, Request<?> request) {
        Reply<InputStream> reply = exchange.send(
                exchange.request(request, BodyPublishers.noBody())
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofInputStream());
        EventStream stream = new EventStream(exchange.base(), reply.body());
        Thread.ofVirtual().name("events").start(stream::read);
        return stream;
    }

    /**
     * The next event, waited for; empty once the stream has ended.
     *
     * @throws UnreachableException where it breaks off
     */
    public Optional<Event> next() {
        while (true) {
            switch (take()) {
                case Event event -> {
                    return Optional.of(event);
                }
                case Alive alive -> {}
                case Ended ended -> {
                    heard.add(ended);
                    return Optional.empty();
                }
                case Broken broken -> {
                    heard.add(broken);
                    throw new UnreachableException(base, broken.cause());
                }
            }
        }
    }

    /** Forgets what has come and was not taken yet: who looks at the whole anyway need look once only. */
    void skip() {
        heard.removeIf(word -> word instanceof Event || word instanceof Alive);
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            heard.add(new Broken(e));
        }
    }

    private Heard take() {
        try {
            Heard word = heard.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
            return word == null ? new Broken(new IOException("silent for " + SILENCE.toSeconds() + " s")) : word;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Broken(new IOException("interrupted", e));
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            String name = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !data.isEmpty()) {
                    heard.add(new Event(name, data.toString()));
                    name = "message";
                    data.setLength(0);
                } else if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    data.append(data.isEmpty() ? "" : "\n")
                            .append(line.substring("data:".length()).stripLeading());
                } else if (line.startsWith(":")) {
                    heard.add(new Alive());
                }
            }
            heard.add(new Ended());
        } catch (IOException e) {
            heard.add(new Broken(e));
        }
    }

    sealed interface Heard {}

    /**
     * What happened.
     *
     * @param data mostly JSON
     */
    public record Event(String name, String data) implements Heard {}

    private record Alive() implements Heard {}

    private record Ended() implements Heard {}

    private record Broken(IOException cause) implements Heard {}
}
