package io.likeness.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The gateways as a careful client uses them: what is away is asked again, of any of them, under the same key. Safe for threads. */
public final class Door {
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final List<URI> gateways;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    public Door(List<URI> gateways) {
        this.gateways = gateways;
    }

    /**
     * An answer that is none of "come back later".
     *
     * @param asked how often the door was asked for it
     */
    @SuppressWarnings("ArrayRecordComponent") // Read once and never compared.
    public record Answer(int status, byte[] body, int asked) {
        public JsonNode json() {
            return Json.tree(body);
        }

        public boolean accepted() {
            return status == 200 || status == 201 || status == 202;
        }
    }

    public Answer upload(String fileName, BodyPublisher content, Duration patience) throws InterruptedException {
        return ask(
                "/v1/uploads?fileName=" + fileName,
                request -> request.timeout(patience)
                        .header("Content-Type", "application/octet-stream")
                        .POST(content),
                patience);
    }

    /** @param key makes it harmless to ask again */
    public Answer post(String path, Object body, String key, Duration patience) throws InterruptedException {
        byte[] content = Json.encode(body);
        return ask(
                path,
                request -> request.header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofByteArray(content)),
                patience);
    }

    public Answer get(String path, Duration patience) throws InterruptedException {
        return ask(path, HttpRequest.Builder::GET, patience);
    }

    private interface Form {
        HttpRequest.Builder fill(HttpRequest.Builder request);
    }

    /** Status 0 where patience ended first. */
    private Answer ask(String path, Form form, Duration patience) throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        for (int asked = 1; ; asked++) {
            URI gateway = gateways.get(ThreadLocalRandom.current().nextInt(gateways.size()));
            try {
                HttpResponse<byte[]> response = http.send(
                        form.fill(HttpRequest.newBuilder(gateway.resolve(path)).timeout(ANSWER))
                                .build(),
                        BodyHandlers.ofByteArray());
                if (!later(response.statusCode())) {
                    return new Answer(response.statusCode(), response.body(), asked);
                }
            } catch (IOException e) {
                // This gateway is away or was cut off; the next may not be.
            }
            if (!Instant.now().isBefore(deadline)) {
                return new Answer(0, new byte[0], asked);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private static boolean later(int status) {
        return status == 408 || status == 425 || status == 429 || status == 502 || status == 503 || status == 504;
    }
}
