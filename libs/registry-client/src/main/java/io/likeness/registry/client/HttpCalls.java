package io.likeness.registry.client;

import io.likeness.registry.client.Verdict.Unanswered;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends a request until it is answered, its attempts are used up or its deadline is over. The client's own time limits end where the
 * body begins, so the deadline is kept here, over all of it; what is given up is cancelled, which closes its connection.
 */
final class HttpCalls {
    private final RegistrySettings settings;
    private final HttpClient http;

    HttpCalls(RegistrySettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    <T> Verdict<T> ask(HttpRequest request, Class<T> type) {
        long deadline = System.nanoTime() + settings.deadline().toNanos();
        try {
            for (int attempt = 1; ; attempt++) {
                Verdict<T> verdict = attempt(request, type, deadline - System.nanoTime());
                long pause = pause(attempt);
                if (!(verdict instanceof Unanswered)
                        || attempt == settings.attempts()
                        || System.nanoTime() + pause >= deadline) {
                    return verdict;
                }
                TimeUnit.NANOSECONDS.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(e);
        }
    }

    private <T> Verdict<T> attempt(HttpRequest request, Class<T> type, long nanos) throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, response -> new BoundedBody(settings.mostBytes()));
        try {
            return Verdict.of(answer.get(nanos, TimeUnit.NANOSECONDS), type);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Unanswered<>(String.valueOf(cause), cause);
        } catch (TimeoutException e) {
            return new Unanswered<>("none within " + settings.deadline(), e);
        } finally {
            // Of no effect on one that has ended.
            answer.cancel(true);
        }
    }

    /** Between half of and the whole of a time that doubles, so that those who failed together do not come back together. */
    private long pause(int attempt) {
        Duration longest = settings.backoff().multipliedBy(1L << (attempt - 1));
        return ThreadLocalRandom.current().nextLong(longest.toNanos() / 2, longest.toNanos() + 1);
    }

    private static CancellationException cancelled(InterruptedException cause) {
        CancellationException cancelled = new CancellationException("interrupted while model-registry was asked");
        cancelled.initCause(cause);
        return cancelled;
    }
}
