package io.likeness.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;

/** What a service shows at {@code /q/metrics} of its own, recorded in {@code metrics.txt}: what dashboards and alerts rely on. */
public final class MeterRules {
    private static final String OURS = "likeness_";
    private static final String TYPE = "# TYPE ";

    /** Behind a meter that costs something and is shown only once there is a need for it. */
    private static final String LATER = " later";

    /** In which names are those of the series. */
    private static final String FORMAT = "text/plain;version=0.0.4";

    private MeterRules() {}

    /**
     * @param service where it answers
     * @throws AssertionError if it shows other meters of ours than those that are recorded
     */
    public static void check(URI service) throws InterruptedException {
        List<String> lines = recorded();
        List<String> recorded =
                lines.stream().filter(line -> !line.endsWith(LATER)).toList();
        List<String> shown = shown(service).stream()
                .filter(line -> !lines.contains(line + LATER))
                .toList();
        if (!recorded.equals(shown)) {
            throw new AssertionError("metrics.txt: expected the meters that are shown:%n%s%nfound:%n%s"
                    .formatted(String.join("\n", shown), String.join("\n", recorded)));
        }
    }

    /** Name and type of each. */
    private static List<String> shown(URI service) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/q/metrics"))
                .header("Accept", FORMAT)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(TYPE + OURS))
                    .map(line -> line.substring(TYPE.length()))
                    .filter(line -> !line.endsWith("_max gauge"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + service, e);
        }
    }

    private static List<String> recorded() {
        try (InputStream file = Objects.requireNonNull(
                Thread.currentThread().getContextClassLoader().getResourceAsStream("metrics.txt"), "metrics.txt")) {
            return new String(file.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("metrics.txt cannot be read", e);
        }
    }
}
