package io.likeness.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A gateway, as its users reach it. Every method throws a {@link ProblemException} where the gateway refuses, and an
 * {@link UnreachableException} where it does not answer. Safe for threads; its owner closes it, which ends what is under way.
 */
public final class LikenessClient implements AutoCloseable {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** A restart of all services takes less than a minute; a machine that sleeps wakes some time. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A request may ask to be answered later, by Prefer. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    private final HttpExchange exchange;

    private LikenessClient(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Connects with nothing yet.
     *
     * @param base such as {@code http://127.0.0.1:8080}
     * @param key absent where none is needed
     */
    public static LikenessClient of(URI base, Optional<String> key) {
        return new LikenessClient(new HttpExchange(base, key.orElse(null)));
    }

    /** Sends a request once. One that may be repeated carries a key of its own for that, unless it has one. */
    public <T> Answer<T> send(Request<T> request) {
        byte[] json = exchange(request);
        try {
            return new Answer<>(Json.decode(json, request.call().answer()), Json.tree(json));
        } catch (LikenessException e) {
            throw new UnreachableException(exchange.base(), e);
        }
    }

    /** Sends a request whose answer is only that it was done. */
    public void perform(Request<Void> request) {
        exchange(request);
    }

    /** The events of a stream; the caller closes it. */
    public EventStream follow(Request<Void> request) {
        return EventStream.open(exchange, request);
    }

    /**
     * Waits until a job has ended, over restarts of the gateway.
     *
     * @param watcher sees the job at first and whenever it is another, also at its end
     */
    public <J extends Job> Answer<J> await(JobKind<J> kind, String id, Consumer<Answer<J>> watcher) {
        Patience patience = new Patience(PATIENCE);
        while (true) {
            try (EventStream events = follow(kind.events().of(id))) {
                boolean goesOn = true;
                while (goesOn) {
                    events.skip();
                    Answer<J> answer = send(kind.call().of(id));
                    patience.renew();
                    watcher.accept(answer);
                    if (answer.value().ended()) {
                        return answer;
                    }
                    goesOn = events.next().isPresent();
                }
            } catch (ClientException e) {
                patience.tryAgainAfter(e);
            }
        }
    }

    /**
     * Tells of all that changes, over restarts of the gateway, until the thread is interrupted or the gateway is away for long.
     *
     * @param watcher asks for the thing again, as it is told its name alone
     */
    public void watch(Consumer<ChangedThing> watcher) {
        Patience patience = new Patience(PATIENCE);
        while (true) {
            try (EventStream events = follow(Calls.CHANGES.of())) {
                for (Optional<EventStream.Event> event = events.next(); event.isPresent(); event = events.next()) {
                    patience.renew();
                    if (event.orElseThrow().name().equals("changed")) {
                        watcher.accept(Json.decode(event.orElseThrow().data().getBytes(UTF_8), ChangedThing.class));
                    }
                }
                patience.pause();
            } catch (ClientException e) {
                patience.tryAgainAfter(e);
            }
        }
    }

    /**
     * Writes what is answered into a file, which appears whole or not at all, over restarts of the gateway.
     *
     * @param file replaced where it is there already
     */
    public void download(Request<Void> request, Path file) {
        new Download(exchange, request, file).run(new Patience(PATIENCE));
    }

    /**
     * Uploads a file by tus, over broken connections and restarts of the gateway. One that was begun by a process that was killed is
     * gone on with.
     *
     * @param dataset name of the dataset to which its images are added by themselves
     * @param memory of uploads that were begun
     * @param sent is told how many bytes are kept or under way
     * @return the upload, stored
     */
    public Upload upload(Path file, @Nullable String dataset, UploadMemory memory, LongConsumer sent) {
        return new ResumableUpload(this, exchange, memory).run(file, dataset, sent, new Patience(PATIENCE));
    }

    @Override
    public void close() {
        exchange.close();
    }

    private static BodyPublisher body(@Nullable Object record) {
        return record == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.encode(record));
    }

    private byte[] exchange(Request<?> request) {
        boolean keyed = request.call().parameters().contains(IDEMPOTENCY_KEY)
                && !request.headers().containsKey(IDEMPOTENCY_KEY);
        Request<?> whole =
                keyed ? request.withHeader(IDEMPOTENCY_KEY, UUID.randomUUID().toString()) : request;
        HttpRequest.Builder built = exchange.request(whole, body(whole.body())).timeout(LONGEST_ANSWER);
        if (whole.body() != null) {
            built.header("Content-Type", "application/json");
        }
        return exchange.send(built.build(), BodyHandlers.ofByteArray()).body();
    }
}
