package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.gateway.Caller.Answer;
import io.likeness.gateway.webhook.Receiver;
import io.likeness.gateway.webhook.Receiver.Received;
import io.likeness.platform.store.Bucket;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of webhooks share: a receiver on this machine, webhooks that are deleted afterwards, and jobs that end. */
abstract class WebhookScenario extends GatewayScenario {
    static final Duration PATIENCE = Duration.ofMinutes(1);
    static final String ENDS =
            "\"generation.succeeded\", \"generation.failed\", \"generation.canceled\", \"generation.expired\"";

    final List<String> made = new ArrayList<>();
    final Receiver receiver;

    @Inject
    Jdbi jdbi;

    WebhookScenario() throws IOException {
        receiver = Receiver.start();
    }

    @BeforeEach
    void registerAModel() {
        registry.add(Loop.version(store, name));
    }

    /** The ends of what other tests have begun would be told, too. */
    @BeforeEach
    void endWhatOthersHaveBegun() {
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE ledger SET state = 'canceled', ended_at = now()" + " WHERE state IN ('queued', 'running')"));
    }

    @AfterEach
    void deleteWebhooks() {
        made.forEach(
                id -> assertEquals(204, gateway.delete("/v1/webhooks/" + id).status()));
        receiver.close();
    }

    Answer webhook(String types) {
        Answer webhook = gateway.post(
                "/v1/webhooks", "{\"url\": \"%s\", \"eventTypes\": [%s]}".formatted(receiver.url(), types));
        assertEquals(201, webhook.status(), webhook::toString);
        made.add(webhook.text("id"));
        return webhook;
    }

    Answer patch(String path, String change) {
        Answer changed = gateway.send("PATCH", path, "application/json", change);
        assertEquals(200, changed.status(), changed::toString);
        return changed;
    }

    JsonNode await(String webhook, String status) {
        return Awaitility.await("a delivery that is " + status)
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> newest(webhook, "?status=" + status), JsonNode::isObject);
    }

    JsonNode newest(String webhook, String query) {
        return gateway.get("/v1/webhooks/%s/deliveries%s".formatted(webhook, query))
                .json()
                .path(0);
    }

    int deliveries() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM webhook_delivery")
                .mapTo(Integer.class)
                .one());
    }

    static String told(Received received) {
        return received.json().path("type").asText() + " "
                + received.json().at("/data/id").asText();
    }

    static JsonNode only(List<JsonNode> told, String type) {
        return told.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    String generation() {
        Answer accepted = gateway.post("/v1/generations", "{\"model\": \"%s\", \"count\": 2}".formatted(name));
        assertEquals(202, accepted.status(), accepted::toString);
        return accepted.text("id");
    }

    String dataset() {
        String upload =
                gateway.upload("faces.zip", BodyPublishers.ofString("archive")).text("id");
        return gateway.post("/v1/datasets", "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, upload))
                .text("id");
    }

    void seal(String dataset) {
        Loop.publish(new DatasetSealed(
                dataset, name, Layout.LFW, new SplitCounts(8, 1, 1), 0, Loop.BLOB, Loop.BLOB, Loop.BLOB, 1.5));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        gateway.get("/v1/datasets/" + dataset).text("status").equals("sealed"));
    }

    FacesGenerated faces(String id) {
        List<ObjectReference> objects = Stream.of("faces", "index.json", "grid.png")
                .map(file -> store.put(Bucket.RESULTS, id + "/" + file, file.getBytes(UTF_8), "image/png"))
                .toList();
        return new FacesGenerated(
                id, name, 1, "d".repeat(64), 2, 5, objects.get(0), objects.get(1), objects.get(2), null, "CPU", 0.1);
    }
}
