package io.likeness.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sends requests to one gateway in the name of one key. Safe for threads. */
final class HttpExchange implements AutoCloseable {
    private static final int REFUSED = 400;
    private static final Duration STALL = Duration.ofSeconds(60);

    private final URI base;
    private final @Nullable String key;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    HttpExchange(URI base, @Nullable String key) {
        this.base = base;
        this.key = key;
    }

    URI base() {
        return base;
    }

    HttpRequest.Builder request(String target) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(target));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    HttpRequest.Builder request(Request<?> call, BodyPublisher body) {
        HttpRequest.Builder request = request(call.target()).method(call.call().method(), body);
        call.headers().forEach(request::header);
        return request;
    }

    /**
     * @param success what an answer below 400 is read by
     * @throws ProblemException for any other
     * @throws UnreachableException where there is none
     */
    <T> Reply<T> send(HttpRequest request, BodyHandler<T> success) {
        return send(request, success, System::nanoTime);
    }

    /** @param progress a number that changes while something happens; where it does not for a while, the request is given up */
    <T> Reply<T> send(HttpRequest request, BodyHandler<T> success, LongSupplier progress) {
        CompletableFuture<HttpResponse<Body<T>>> answer = http.sendAsync(
                request,
                head -> head.statusCode() < REFUSED
                        ? BodySubscribers.mapping(success.apply(head), Wanted::new)
                        : BodySubscribers.mapping(
                                BodySubscribers.ofByteArray(),
                                body -> new Refusal<>(ProblemException.of(head.statusCode(), body))));
        try {
            HttpResponse<Body<T>> response = await(answer, progress);
            return switch (response.body()) {
                case Wanted<T> wanted -> new Reply<>(response.statusCode(), response.headers(), wanted.content());
                case Refusal<T> refusal -> throw refusal.problem();
            };
        } catch (ExecutionException e) {
            throw new UnreachableException(base, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new UnreachableException(base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException(base, e);
        } finally {
            // Of no effect on one that has ended.
            answer.cancel(true);
        }
    }

    private static <T> T await(CompletableFuture<T> answer, LongSupplier progress)
            throws ExecutionException, TimeoutException, InterruptedException {
        for (long before = progress.getAsLong(); ; before = progress.getAsLong()) {
            try {
                return answer.get(STALL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (progress.getAsLong() == before) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** An answer that is no problem. */
    record Reply<T>(int status, HttpHeaders headers, T body) {}

    private sealed interface Body<T> {}

    private record Wanted<T>(T content) implements Body<T> {}

    private record Refusal<T>(ProblemException problem) implements Body<T> {}
}
