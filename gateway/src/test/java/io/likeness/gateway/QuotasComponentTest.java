package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a key may have at a time and in a month. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class QuotasComponentTest extends GatewayScenario {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void aKeyHasAsManyOpenJobsAsItMay() {
        KeyHolder key = key("\"openJobs\": 3");
        String upload = sent(key, "archive").text("id");
        String dataset = "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, upload);
        List<Answer> answers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> key.post("/v1/datasets", dataset)))
                .limit(8)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        List<Answer> accepted =
                answers.stream().filter(answer -> answer.status() == 202).toList();
        assertEquals(3, accepted.size(), answers::toString);
        answers.stream().filter(answer -> !accepted.contains(answer)).forEach(refused -> {
            assertRefused(
                    429,
                    "TOO_MANY_REQUESTS",
                    "limits.openJobs: expected at most 3 jobs of this key that have not ended, found 3 and 1 more",
                    refused);
            assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0, refused::toString);
        });
        assertEquals(202, gateway.post("/v1/datasets", dataset).status(), "others are not limited by it");

        String id = accepted.getFirst().text("id");
        assertEquals(202, key.post("/v1/datasets/" + id + "/cancel", "").status());
        assertEquals(429, key.post("/v1/datasets", dataset).status(), "it has not ended yet");
        Answer deleted = key.send("DELETE", "/v1/datasets/" + id + "?cascade=true", "");
        assertEquals(200, deleted.status(), deleted::toString);
        Answer next = key.send("POST", "/v1/datasets", dataset, "Idempotency-Key", name);
        assertEquals(202, next.status(), next::toString);
        Answer repeated = key.send("POST", "/v1/datasets", dataset, "Idempotency-Key", name);
        assertEquals(next.text("id"), repeated.text("id"), "a repeated request asks for nothing more");
    }

    @Test
    void aKeyStoresAsManyBytesAsItMay() {
        KeyHolder key = key("\"storedBytes\": 20");
        Answer first = sent(key, "0123456789ab");
        assertEquals(201, first.status(), first::toString);
        String refusal =
                "limits.storedBytes: expected at most 20 bytes in files that this key has sent and nobody has deleted, found 12 and ";
        assertRefused(403, "QUOTA_EXCEEDED", refusal + "9 more", sent(key, "012345678"));
        assertRefused(403, "QUOTA_EXCEEDED", refusal + "9 more", begun(key, 9));
        Answer begun = begun(key, 8);
        assertEquals(201, begun.status(), begun::toString);
        assertEquals(403, sent(key, "0").status(), "what is announced counts");

        assertEquals(
                204, key.send("DELETE", "/v1/uploads/" + first.text("id"), "").status());
        assertEquals(201, sent(key, "0123456789ab").status());
        assertEquals(
                204,
                key.send("DELETE", begun.header("Location"), "", "Tus-Resumable", "1.0.0")
                        .status());
        int before = gateway.get("/v1/uploads?limit=200").json().size();
        Answer unannounced = key.gateway().uploadChunked("x.zip", "0123456789", headers(key));
        assertRefused(403, "QUOTA_EXCEEDED", refusal + "10 more", unannounced);
        assertEquals(before, gateway.get("/v1/uploads?limit=200").json().size(), "nothing of it is left");
    }

    @Test
    void aKeyTrainsForAsManyHoursAsItMay() {
        String dataset = sealed();
        Answer free = gateway.post("/v1/trainings/estimate", training(dataset));
        double hours = free.json().path("cpuSeconds").asDouble() / 3600;
        KeyHolder key = key("\"cpuHoursPerMonth\": " + 1.5 * hours);
        Answer first = key.post("/v1/trainings", training(dataset));
        assertEquals(202, first.status(), first::toString);
        assertRefused(
                403,
                "QUOTA_EXCEEDED",
                "limits.cpuHoursPerMonth: expected at most ",
                key.post("/v1/trainings", training(dataset)));
        assertEquals(202, gateway.post("/v1/trainings", training(dataset)).status(), "others are not limited by it");

        String id = first.text("id");
        Loop.publish(new TrainingCompleted(
                id, name, 1, "a".repeat(64), Map.of("cpuSeconds", 0.01, "wallSeconds", 0.01, "cost", 0.0), 1));
        Loop.awaitHandled(Topic.TRAINING_EVENT);
        Answer second = key.post("/v1/trainings", training(dataset));
        assertEquals(202, second.status(), () -> "it took less than was thought: " + second);
    }

    @Test
    void aPolicyTrainsForAsManyHoursAsTheKeyOfWhoeverDeclaredItMay() {
        sealed();
        String policy = "/v1/models/%s/policy".formatted(name);
        KeyHolder key = key("\"cpuHoursPerMonth\": 0");
        Answer declared = key.send("PUT", policy, "{\"dataset\": \"%s\"}".formatted(name));
        assertEquals(200, declared.status(), declared::toString);
        JsonNode refused = Awaitility.await("a training that is refused")
                .atMost(PATIENCE)
                .until(
                        () -> key.get(policy).json().at("/trainings/0"),
                        begun -> begun.path("outcome").asText().equals("refused"));
        assertEquals("QUOTA_EXCEEDED", refused.at("/failure/code").asText(), refused::toString);
    }

    @Test
    void whatIsUsedOfEachLimitIsWhatIsCountedAgainstIt() {
        String dataset = sealed();
        double hours = gateway.post("/v1/trainings/estimate", training(dataset))
                        .json()
                        .path("cpuSeconds")
                        .asDouble()
                / 3600;
        Answer made = KeyHolder.made(name, "train");
        String self = "/v1/keys/" + made.text("id");
        assertEquals(
                "{\"openJobs\":0,\"storedBytes\":0,\"cpuHoursPerMonth\":0.0}",
                gateway.get(self).json().path("used").toString());
        Answer ofMain = gateway.post("/v1/keys", "{\"name\": \"of a test\", \"scopes\": [\"train\"]}");
        KeyHolder key = KeyHolder.of(ofMain.text("key"));
        assertEquals(201, sent(key, "0123456789ab").status());
        assertEquals(201, begun(key, 8).status());
        assertEquals(202, key.post("/v1/trainings", training(dataset)).status());
        JsonNode used = gateway.get("/v1/keys/" + ofMain.text("id")).json().path("used");
        assertEquals(1, used.path("openJobs").asInt(), used::toString);
        assertEquals(20, used.path("storedBytes").asLong(), used::toString);
        assertEquals(hours, used.path("cpuHoursPerMonth").asDouble(), 1e-9, "the same formula of the same experience");
        assertEquals(used, listed("/v1/keys", ofMain.text("id")).path("used"));

        assertEquals(204, gateway.delete(self).status());
        assertFalse(gateway.get(self).json().has("used"), "nothing is asked for with it any more");
        assertFalse(listed("/v1/keys?tenant=" + name, made.text("id")).has("used"));
    }

    private JsonNode listed(String keys, String id) {
        return gateway.get(keys)
                .json()
                .valueStream()
                .filter(one -> one.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private KeyHolder key(String limits) {
        Answer made = gateway.post(
                "/v1/keys", "{\"name\": \"of a test\", \"scopes\": [\"train\"], \"limits\": {%s}}".formatted(limits));
        assertEquals(201, made.status(), made::toString);
        return KeyHolder.of(made.text("key"));
    }

    private static Answer sent(KeyHolder key, String archive) {
        return key.gateway().exchange("POST", "/v1/uploads?fileName=x.zip", archive.getBytes(UTF_8), headers(key));
    }

    private static String[] headers(KeyHolder key) {
        Stream<String> others = Stream.of("X-Forwarded-For", "192.0.2.7", "Content-Type", "application/zip");
        return Stream.concat(key.headers().stream(), others).toArray(String[]::new);
    }

    private static Answer begun(KeyHolder key, int bytes) {
        return key.send(
                "POST",
                "/v1/uploads",
                "",
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                Integer.toString(bytes),
                "Upload-Metadata",
                "filename eC56aXA=");
    }

    private String sealed() {
        String upload = sent(key(""), "archive").text("id");
        String dataset = gateway.post(
                        "/v1/datasets", "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, upload))
                .text("id");
        SplitCounts counts = new SplitCounts(900, 50, 50);
        DatasetManifest manifest = new DatasetManifest(
                dataset, name, Layout.CELEBA, 1, 64, new CentreCrop(1, 1), counts, List.of(), List.of(), null, null);
        Loop.publish(new DatasetSealed(
                dataset,
                name,
                Layout.CELEBA,
                counts,
                0,
                store.put(Bucket.DATASETS, dataset + "/manifest.json", Json.encode(manifest), "application/json"),
                Loop.BLOB,
                Loop.BLOB,
                1.5));
        Awaitility.await("the seal of " + dataset)
                .atMost(PATIENCE)
                .until(() ->
                        gateway.get("/v1/datasets/" + dataset).text("status").equals("sealed"));
        return dataset;
    }

    private static String training(String dataset) {
        return "{\"datasetId\": \"%s\", \"epochs\": 4, \"configuration\": {\"latents\": 41}}".formatted(dataset);
    }

    private static void assertRefused(int status, String code, String detail, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertEquals(code, answer.text("code"));
        assertTrue(answer.text("detail").startsWith(detail), answer::toString);
    }
}
