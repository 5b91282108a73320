package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Payload;
import io.likeness.contracts.Require;
import io.likeness.contracts.dataset.CompanionFile;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.contracts.generation.GenerationIndex;
import io.likeness.contracts.generation.GenerationStarted;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class GatewayComponentTest extends GatewayScenario {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void storesAnUploadAndTellsItsDigest() {
        byte[] content = "an archive".getBytes(UTF_8);
        Answer created = gateway.upload("faces.zip", BodyPublishers.ofByteArray(content));
        assertEquals(201, created.status(), created::toString);
        String id = created.text("id");
        assertTrue(created.header("Location").endsWith("/v1/uploads/" + id));
        assertEquals(Digests.sha256(content), created.text("sha256"));
        assertEquals(content.length, created.json().path("bytes").asInt());
        assertEquals(created.json(), gateway.get("/v1/uploads/" + id).json());
        assertArrayEquals(content, store.find(Bucket.UPLOADS, id).orElseThrow());
    }

    @Test
    void commandsAnImportWithTheCorrelationOfTheRequest() {
        Answer upload = gateway.upload("faces.zip", BodyPublishers.ofString("archive"));
        Answer labels = gateway.upload("list_attr_celeba.txt", BodyPublishers.ofString("labels"));
        Answer accepted = gateway.post(
                "/v1/datasets",
                """
                {"name": "%s", "uploadId": "%s", "companionUploadIds": ["%s"], "layout": "celeba", "crop": {"pixels": 140, "of": 178}}""".formatted(name, upload.text("id"), labels.text("id")),
                "X-Correlation-Id",
                "correlation-" + name);
        assertEquals(202, accepted.status(), accepted::toString);
        assertEquals("correlation-" + name, accepted.header("X-Correlation-Id"));
        assertEquals("queued", accepted.text("status"));
        String id = accepted.text("id");
        assertTrue(accepted.header("Location").endsWith("/v1/datasets/" + id));
        Event<? extends Payload> command =
                Loop.commands(Topic.DATASET_COMMAND, id, 1).getFirst();
        assertEquals("correlation-" + name, command.headers().correlationId());
        assertEquals("/likeness/gateway", command.headers().source());
        ImportDataset content = (ImportDataset) command.payload();
        assertEquals(upload.text("sha256"), content.archive().sha256());
        assertEquals(
                List.of("list_attr_celeba.txt"),
                Require.present("companions", content.companions()).stream()
                        .map(CompanionFile::fileName)
                        .toList());
        assertEquals(Layout.CELEBA, content.options().layout());
        assertEquals(64, content.options().side());
    }

    @Test
    void followsAnImportToItsEndAndNeverBack() {
        String id = dataset().text("id");
        Loop.publish(
                new DatasetImportStarted(id, name, Layout.LFW, 100),
                new ImportProgressed(id, 60, 100, 58, 2),
                new ImportProgressed(id, 40, 100, 39, 1));
        Answer importing = await("/v1/datasets/" + id, "status", "importing");
        assertEquals("lfw", importing.text("layout"));
        await(() -> gateway.get("/v1/datasets/" + id)
                        .json()
                        .path("progress")
                        .path("read")
                        .asInt()
                == 60);
        assertEquals(409, gateway.get("/v1/datasets/" + id + "/preview.png").status());

        Loop.publish(ImportProgressed.waiting(id, "work folder: expected 9 free bytes, found 8"));
        await(() -> gateway.get("/v1/datasets/" + id)
                .json()
                .path("progress")
                .path("waitingFor")
                .asText()
                .equals("work folder: expected 9 free bytes, found 8"));
        Loop.publish(new DatasetImportStarted(id, name, Layout.LFW, 100));
        Loop.awaitHandled(Topic.DATASET_EVENT);
        assertFalse(gateway.get("/v1/datasets/" + id).json().path("progress").hasNonNull("waitingFor"));

        byte[] png = {(byte) 0x89, 'P', 'N', 'G'};
        ObjectReference report = store.put(
                Bucket.DATASETS, id + "/report.json", "{\"entries\":100}".getBytes(UTF_8), "application/json");
        ObjectReference preview = store.put(Bucket.DATASETS, id + "/preview.png", png, "image/png");
        Event<Payload> sealed = Loop.event(
                new DatasetSealed(id, name, Layout.LFW, new SplitCounts(88, 5, 4), 3, Loop.BLOB, report, preview, 1.5));
        Loop.send(sealed);
        Loop.send(sealed);
        Loop.publish(
                new DatasetRejected(id, name, new Failure(ErrorCode.NO_USABLE_IMAGE, "late", false)),
                new ImportProgressed(id, 99, 100, 99, 0));
        Loop.awaitHandled(Topic.DATASET_EVENT);
        Answer done = gateway.get("/v1/datasets/" + id);
        assertEquals("sealed", done.text("status"));
        assertEquals(88, done.json().path("counts").path("train").asInt());
        assertEquals(3, done.json().path("progress").path("skipped").asInt());
        assertFalse(done.json().has("failure"));
        assertEquals(
                "{\"entries\":100}",
                gateway.get("/v1/datasets/" + id + "/report").body());
        Answer picture = gateway.get("/v1/datasets/" + id + "/preview.png");
        assertEquals("image/png", picture.header("Content-Type"));
        assertArrayEquals(png, picture.response().body());
    }

    @Test
    void tellsWhyAnImportWasRejected() {
        String id = dataset().text("id");
        Loop.publish(new DatasetRejected(id, name, new Failure(ErrorCode.NO_USABLE_IMAGE, "no image in it", false)));
        Answer rejected = await("/v1/datasets/" + id, "status", "rejected");
        assertEquals(
                "NO_USABLE_IMAGE", rejected.json().path("failure").path("code").asText());
        Answer training = gateway.post("/v1/trainings", "{\"datasetId\": \"" + id + "\"}");
        assertEquals(422, training.status());
        assertEquals("DATASET_UNUSABLE", training.text("code"));
    }

    @Test
    void streamsATrainingFromItsFirstEventToItsLast() {
        String dataset = dataset().text("id");
        Answer accepted =
                gateway.post("/v1/trainings", "{\"datasetId\": \"%s\", \"epochs\": 2, \"seed\": 7}".formatted(dataset));
        assertEquals(202, accepted.status(), accepted::toString);
        String id = accepted.text("id");
        StartTraining command = (StartTraining)
                Loop.commands(Topic.TRAINING_COMMAND, id, 1).getFirst().payload();
        assertEquals(name, command.modelName());
        assertEquals("seed", command.preset());
        assertEquals(7, command.seed());
        Event<Payload> first = Loop.event(epoch(id, 1));
        Loop.publish(
                new TrainingQueued(id, dataset, name, null),
                new TrainingStarted(id, 1, 2, new SplitCounts(90, 5, 5), 312_801, null, null, null));
        Loop.send(first);
        Loop.send(first);
        Loop.publish(epoch(id, 2), new TrainingCompleted(id, name, 1, "d".repeat(64), Map.of("mse", 0.01), 2.5));
        Answer stream = gateway.get("/v1/trainings/" + id + "/events");
        assertTrue(stream.header("Content-Type").startsWith("text/event-stream"), stream.header("Content-Type"));
        assertEquals(
                List.of("TrainingQueued", "TrainingStarted", "EpochCompleted", "EpochCompleted", "TrainingCompleted"),
                fields(stream, "event:"));
        String third = fields(stream, "id:").get(2);
        Answer rest = gateway.get("/v1/trainings/" + id + "/events", "Last-Event-ID", third);
        assertEquals(List.of("EpochCompleted", "TrainingCompleted"), fields(rest, "event:"));
        assertEquals(
                2,
                Json.tree(fields(rest, "data:").getFirst().getBytes(UTF_8))
                        .path("epoch")
                        .asInt());
        String last = fields(stream, "id:").getLast();
        Answer nothing = gateway.get("/v1/trainings/" + id + "/events", "Last-Event-ID", last);
        assertEquals(200, nothing.status(), nothing::toString);
        assertEquals(List.of(), fields(nothing, "event:"));
        Answer done = gateway.get("/v1/trainings/" + id);
        assertEquals("succeeded", done.text("status"));
        assertEquals(2, done.json().path("history").size());
        assertEquals(0.5, done.json().path("latest").path("validationLoss").asDouble());
        assertEquals(
                "/v1/models/" + name + "/versions/1",
                done.json().path("links").path("version").asText());
    }

    @Test
    void generatesWithoutTheRegistryOnceAModelIsPromoted() {
        promoted();
        registry.setAway(true);
        try {
            Answer accepted = gateway.post("/v1/generations", "{\"model\": \"%s\", \"count\": 2}".formatted(name));
            assertEquals(202, accepted.status(), accepted::toString);
            assertTrue(accepted.took().toMillis() < 2000, accepted.took()::toString);
            GenerateFaces command = (GenerateFaces) Loop.commands(Topic.GENERATION_COMMAND, accepted.text("id"), 1)
                    .getFirst()
                    .payload();
            assertEquals(accepted.json().path("seed").asLong(), command.seed());
            assertEquals(2, command.count());
            Answer models = gateway.get("/v1/models");
            assertEquals(503, models.status());
            assertEquals("REGISTRY_UNAVAILABLE", models.text("code"));
            assertEquals("5", models.header("Retry-After"));
        } finally {
            registry.setAway(false);
        }
    }

    @Test
    void servesTheImagesOfAJobByRange() {
        promoted();
        Answer accepted =
                gateway.post("/v1/generations", "{\"model\": \"%s\", \"count\": 2, \"seed\": 5}".formatted(name));
        String id = accepted.text("id");
        assertEquals(409, gateway.get("/v1/generations/" + id + "/grid.png").status());
        FacesGenerated generated = faces(id);
        Loop.publish(
                generated,
                new GenerationFailed(id, new Failure(ErrorCode.INTERNAL_ERROR, "late", false)),
                new GenerationStarted(id, name, 1, "d".repeat(64)));
        Answer done = await("/v1/generations/" + id, "status", "succeeded");
        assertEquals(5, done.json().path("seed").asInt());
        assertEquals(
                Instant.parse(done.text("endedAt")).minusMillis(100),
                Instant.parse(done.text("startedAt")),
                "no start was announced before the end");
        assertEquals(
                "firstPNG",
                gateway.get("/v1/generations/" + id + "/images/0.png").body());
        assertEquals(
                "second", gateway.get("/v1/generations/" + id + "/images/1.png").body());
        assertEquals(404, gateway.get("/v1/generations/" + id + "/images/2.png").status());
        assertEquals("grid", gateway.get("/v1/generations/" + id + "/grid.png").body());
        Loop.awaitHandled(Topic.GENERATION_EVENT);
        assertEquals("succeeded", gateway.get("/v1/generations/" + id).text("status"));
    }

    @Test
    void servesTheOnlyImageOfAJobWithoutItsIndex() {
        promoted();
        String id = gateway.post("/v1/generations", "{\"model\": \"%s\"}".formatted(name))
                .text("id");
        FacesGenerated two = faces(id);
        ObjectReference only = store.put(Bucket.RESULTS, id + "/one.bin", "onlyPNG".getBytes(UTF_8), "image/png");
        store.delete(Bucket.RESULTS, two.index().key());
        Loop.publish(
                new FacesGenerated(id, name, 1, "d".repeat(64), 1, 5, only, two.index(), two.grid(), null, "CPU", 0.1));
        await("/v1/generations/" + id, "status", "succeeded");
        assertEquals(
                "onlyPNG",
                gateway.get("/v1/generations/" + id + "/images/0.png").body());
    }

    @Test
    void sendsNoPartOfAnImage() {
        promoted();
        String id = gateway.post("/v1/generations", "{\"model\": \"%s\", \"count\": 2}".formatted(name))
                .text("id");
        Loop.publish(faces(id, 7));
        await("/v1/generations/" + id, "status", "succeeded");
        Answer cut = gateway.get("/v1/generations/" + id + "/images/1.png");
        assertEquals(500, cut.status(), cut::toString);
        assertEquals("DIGEST_MISMATCH", cut.text("code"));
    }

    @Test
    void waitsForTheEndWhenTheCallerPrefersTo() {
        promoted();
        Answer early = gateway.post("/v1/generations", "{\"model\": \"%s\"}".formatted(name), "Prefer", "wait=1");
        assertEquals(202, early.status());
        assertTrue(early.took().toMillis() >= 1000, early.took()::toString);
        String key = "key-" + name;
        String body = "{\"model\": \"%s\", \"count\": 2}".formatted(name);
        Answer first = gateway.post("/v1/generations", body, "Idempotency-Key", key);
        Loop.publish(faces(first.text("id")));
        Answer again = gateway.post("/v1/generations", body, "Idempotency-Key", key, "Prefer", "wait=20");
        assertEquals(200, again.status(), again::toString);
        assertEquals("succeeded", again.text("status"));
        assertEquals(first.text("seed"), again.text("seed"));
        assertEquals("wait=20", again.header("Preference-Applied"));
    }

    @Test
    void countsJobsByStateAmongItsMetrics() {
        dataset();
        String metrics = gateway.get("/q/metrics").body();
        assertTrue(metrics.contains("likeness_jobs{kind=\"dataset\",state=\"queued\"}"), metrics);
        assertEquals("UP", gateway.get("/q/health/live").text("status"));
        assertEquals(
                "registry",
                gateway.get("/v1/status").json().path(0).path("name").asText());
    }

    private Answer dataset() {
        Answer upload = gateway.upload("faces.zip", BodyPublishers.ofString("archive"));
        Answer dataset = gateway.post(
                "/v1/datasets", "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, upload.text("id")));
        assertEquals(202, dataset.status(), dataset::toString);
        return dataset;
    }

    private void promoted() {
        ModelVersion version = Loop.version(store, name);
        Loop.publish(new ModelPromoted(name, version, null));
        Loop.awaitHandled(Topic.MODEL_EVENT);
    }

    private static EpochCompleted epoch(String id, int epoch) {
        return new EpochCompleted(id, 1, epoch, 2, 2.0 / epoch, 1.0 / epoch, 400, 1, null, null);
    }

    private FacesGenerated faces(String id) {
        return faces(id, 6);
    }

    /** The second image has 6 bytes, whatever the index says. */
    private FacesGenerated faces(String id, int secondBytes) {
        byte[] pngs = "firstPNGsecond".getBytes(UTF_8);
        ObjectReference faces = store.put(Bucket.RESULTS, id + "/faces.bin", pngs, "application/octet-stream");
        ObjectReference grid = store.put(Bucket.RESULTS, id + "/grid.png", "grid".getBytes(UTF_8), "image/png");
        GenerationIndex index = new GenerationIndex(
                id,
                name,
                1,
                "d".repeat(64),
                5,
                "CPU",
                "test",
                0.1,
                faces,
                grid,
                null,
                List.of(new GenerationIndex.Image(0, 1, 0, 8), new GenerationIndex.Image(1, 2, 8, secondBytes)));
        ObjectReference stored = store.put(Bucket.RESULTS, id + "/index.json", Json.encode(index), "application/json");
        return new FacesGenerated(id, name, 1, "d".repeat(64), 2, 5, faces, stored, grid, null, "CPU", 0.1);
    }

    private Answer await(String path, String field, String expected) {
        await(() -> gateway.get(path).text(field).equals(expected));
        return gateway.get(path);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    private static List<String> fields(Answer stream, String field) {
        return stream.body()
                .lines()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).strip())
                .toList();
    }
}
