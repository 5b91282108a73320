package io.likeness.standalone.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** How a child says that it serves. Implementations are asked many times, from one thread. */
@FunctionalInterface
public interface Readiness {

    /** Whether the child whose output goes to {@code log} serves now. */
    boolean holds(Path log);

    /** The child has just written a text to its log, which starts empty with every start. */
    static Readiness whenLogContains(String text) {
        return log -> {
            try {
                return LogTail.read(log).contains(text);
            } catch (IOException absent) {
                return false;
            }
        };
    }

    /** The child answers a GET with 200 within a second. */
    static Readiness whenAnswersOk(URI address) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(1))
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(1)).build();
        return log -> {
            try {
                return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException notYet) {
                return false;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }
}
