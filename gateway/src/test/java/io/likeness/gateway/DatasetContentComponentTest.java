package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.DatasetChanges;
import io.likeness.contracts.dataset.DatasetChanges.Relabelled;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.DoctorReport;
import io.likeness.contracts.dataset.DoctorReport.DoctorFinding;
import io.likeness.contracts.dataset.DoctorReport.DoctorFindingKind;
import io.likeness.contracts.dataset.DoctorReport.FoundImage;
import io.likeness.contracts.dataset.DoctorReport.FoundTogether;
import io.likeness.contracts.dataset.ImportReport;
import io.likeness.contracts.dataset.ImportReport.SkipReason;
import io.likeness.contracts.dataset.ImportReport.SkippedEntry;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.RefusedThumbnails;
import io.likeness.contracts.dataset.ReviseDataset;
import io.likeness.contracts.dataset.Shard;
import io.likeness.contracts.dataset.ShardRow;
import io.likeness.contracts.dataset.Split;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.Topic;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class DatasetContentComponentTest extends GatewayScenario {
    private static final int SIDE = 32;

    private static final String SMALL = RefusedThumbnails.name("b".repeat(64));

    private String path = "";

    @BeforeEach
    void sealADataset() {
        String upload =
                gateway.upload("faces.zip", BodyPublishers.ofString("archive")).text("id");
        String id = gateway.post("/v1/datasets", "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, upload))
                .text("id");
        path = "/v1/datasets/" + id;
        assertEquals(409, gateway.get(path + "/labels").status(), "it is not sealed yet");
        SplitCounts counts = new SplitCounts(2, 1, 0);
        DatasetManifest manifest = manifest(
                id,
                counts,
                List.of(
                        shard(
                                id,
                                0,
                                Split.TRAIN,
                                row("a.jpg", Map.of("Smiling", 1.0, "age", 20.0)),
                                row("b.jpg", Map.of("Smiling", -1.0))),
                        shard(id, 1, Split.VALIDATION, row("c.jpg", Map.of("Smiling", 1.0, "age", 40.0)))));
        ObjectReference stored =
                store.put(Bucket.DATASETS, id + "/manifest.json", Json.encode(manifest), "application/json");
        ImportReport report = new ImportReport(
                id,
                Layout.CELEBA,
                4,
                counts,
                Map.of(SkipReason.TOO_SMALL, 1L),
                List.of(new SkippedEntry("small.png", SkipReason.TOO_SMALL, "small", SMALL)),
                Map.of(),
                List.of(),
                1.5);
        ObjectReference told =
                store.put(Bucket.DATASETS, id + "/1/report.json", Json.encode(report), "application/json");
        store.put(Bucket.DATASETS, RefusedThumbnails.key(told.key(), SMALL), new byte[] {1, 2, 3}, "image/png");
        Loop.publish(new DatasetSealed(id, name, Layout.CELEBA, counts, 1, stored, told, Loop.BLOB, 1.5));
        await().until(() -> gateway.get(path).text("status").equals("sealed"));
    }

    @Test
    void isLookedThroughPageByPageAndPartByPart() {
        Answer first = gateway.get(path + "/images?limit=2");
        assertEquals(List.of("a.jpg", "b.jpg"), names(first));
        assertEquals(
                "<" + path + "/images?limit=2&cursor=2>; rel=\"next\"",
                first.header("Link").replace("rel=next", "rel=\"next\""));
        Answer last = gateway.get(path + "/images?limit=2&cursor=2");
        assertEquals(List.of("c.jpg"), names(last));
        assertEquals("", last.header("Link"));
        JsonNode validation =
                gateway.get(path + "/images?split=validation").json().path(0);
        assertEquals(2, validation.path("index").asInt());
        assertEquals(40, validation.path("labels").path("age").asInt());
        assertEquals(path + "/images/2.png", validation.path("image").asText());
    }

    @Test
    void showsAnImageAsItIsTrainedOn() throws IOException {
        Answer image = gateway.get(path + "/images/2.png");
        assertEquals("image/png", image.header("Content-Type"));
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(image.response().body()));
        assertEquals(SIDE, picture.getWidth());
        assertEquals(20, picture.getRaster().getSample(3, 4, 0), "every value of the only image of shard 1");
        Answer absent = gateway.get(path + "/images/3.png");
        assertEquals(404, absent.status());
        assertEquals("index: expected 0 to 2, found 3", absent.text("detail"));
    }

    @Test
    void tellsWhatTheDoctorFoundOnceItWasExamined() {
        Answer early = gateway.get(path + "/doctor");
        assertEquals(409, early.status(), early::toString);
        assertTrue(early.text("detail").endsWith("expected it to be examined, found that not ended yet: ask again"));
        String id = gateway.get(path).text("id");
        String digest = gateway.get(path).text("digest");
        DoctorFinding found = new DoctorFinding(
                DoctorFindingKind.BLURRED,
                null,
                1,
                1,
                List.of(new FoundTogether(null, 1, List.of(new FoundImage(2, "c.jpg", Split.VALIDATION)))));
        DoctorReport report = new DoctorReport(id, digest, 3, 3, Map.of(), List.of(found), 0.5, null);
        store.put(Bucket.DATASETS, DoctorReport.key(id + "/manifest.json"), Json.encode(report), "application/json");

        Answer told = gateway.get(gateway.get(path).json().at("/links/doctor").asText());

        assertEquals("application/json", told.header("Content-Type").split(";")[0]);
        assertEquals(report, Json.decode(told.response().body(), DoctorReport.class));
        assertEquals(404, KeyHolder.of(name, "admin").get(path + "/doctor").status());
    }

    @Test
    void becomesItsNextVersionByAChange() {
        String id = gateway.get(path).text("id");
        assertEquals(
                "changes: expected a value, found none",
                gateway.post("/v1/datasets", "{\"revise\": \"%s\"}".formatted(id))
                        .text("detail"));
        assertEquals(
                "changes: expected at least one of apply, remove and relabel, found none",
                gateway.post("/v1/datasets", "{\"revise\": \"%s\", \"changes\": {}}".formatted(id))
                        .text("detail"));
        assertEquals(
                "side: expected none beside addTo or revise, as that of the dataset is taken, found 64",
                gateway.post(
                                "/v1/datasets",
                                "{\"revise\": \"%s\", \"side\": 64, \"changes\": {\"remove\": [1]}}".formatted(id))
                        .text("detail"));
        assertEquals(
                "uploadId: expected none beside revise, found x",
                gateway.post(
                                "/v1/datasets",
                                "{\"revise\": \"%s\", \"uploadId\": \"x\", \"changes\": {\"remove\": [1]}}"
                                        .formatted(id))
                        .text("detail"));
        assertEquals(
                400,
                gateway.post("/v1/datasets", "{\"revise\": \"%s\", \"changes\": {\"aply\": [\"DARK\"]}}".formatted(id))
                        .status());

        assertEquals(
                "changes.remove: expected 0 to 2, found 3",
                gateway.post("/v1/datasets", "{\"revise\": \"%s\", \"changes\": {\"remove\": [3]}}".formatted(id))
                        .text("detail"));

        Answer accepted = gateway.post(
                "/v1/datasets",
                "{\"revise\": \"%s\", \"changes\": {\"apply\": [\"DARK\"], \"relabel\": [{\"image\": 2, \"labels\": {\"age\": 41}}]}}"
                        .formatted(id));

        assertEquals(202, accepted.status(), accepted::toString);
        assertEquals(id, accepted.text("revisionOf"));
        assertEquals(name, accepted.text("name"));
        assertEquals("", accepted.text("addedTo"));
        ReviseDataset command = (ReviseDataset) Loop.commands(Topic.DATASET_COMMAND, accepted.text("id"), 1)
                .getFirst()
                .payload();
        assertEquals(id, command.baseId());
        assertEquals(
                new DatasetChanges(
                        gateway.get(path).text("digest"),
                        List.of(DoctorFindingKind.DARK),
                        List.of(),
                        List.of(new Relabelled(2, Map.of("age", 41.0)))),
                command.changes());
        Answer kept = gateway.delete(path);
        assertEquals(409, kept.status(), kept::toString);
        String next = accepted.text("id");
        Loop.publish(new DatasetSealed(
                next, name, Layout.CELEBA, new SplitCounts(2, 1, 0), 0, Loop.BLOB, Loop.BLOB, Loop.BLOB, 1.5));
        await().until(() -> gateway.get("/v1/datasets/" + next).text("status").equals("sealed"));
        Answer older =
                gateway.post("/v1/datasets", "{\"revise\": \"%s\", \"changes\": {\"remove\": [1]}}".formatted(id));
        assertEquals(409, older.status(), older::toString);
        assertTrue(older.text("detail").contains("expected the newest dataset named '" + name + "', " + next));
        assertEquals(
                202,
                gateway.post(
                                "/v1/datasets",
                                "{\"revise\": \"%s\", \"name\": \"other-%s\", \"changes\": {\"remove\": [1]}}"
                                        .formatted(id, name))
                        .status());
    }

    @Test
    void tellsWhatDiffersFromAnother() {
        Answer alone = gateway.get(path + "/changes");
        assertEquals(400, alone.status(), alone::toString);
        assertEquals(
                "since: expected the id of a dataset, as this one was made from no other, found none",
                alone.text("detail"));
        assertEquals("", gateway.get(path).json().at("/links/changes").asText());
        String id = gateway.get(path).text("id");
        JsonNode same = gateway.get(path + "/changes?since=" + id).json();
        assertEquals(id, same.path("since").asText());
        assertEquals(0, same.path("images").size());
        assertEquals(404, gateway.get(path + "/changes?since=none").status());
        String next = gateway.post("/v1/datasets", "{\"revise\": \"%s\", \"changes\": {\"remove\": [1]}}".formatted(id))
                .text("id");
        ObjectReference manifest = store.put(
                Bucket.DATASETS,
                next + "/manifest.json",
                Json.encode(manifest(
                        next, new SplitCounts(1, 0, 0), List.of(shard(next, 0, Split.TRAIN, row("a.jpg", Map.of()))))),
                "application/json");
        Loop.publish(new DatasetSealed(
                next, name, Layout.CELEBA, new SplitCounts(1, 0, 0), 0, manifest, Loop.BLOB, Loop.BLOB, 1.5));
        await().until(() -> gateway.get("/v1/datasets/" + next).text("status").equals("sealed"));
        String changes =
                gateway.get("/v1/datasets/" + next).json().at("/links/changes").asText();
        assertEquals("/v1/datasets/" + next + "/changes", changes);
        JsonNode difference = gateway.get(changes).json();
        assertEquals(id, difference.path("since").asText());
        assertEquals(1, difference.path("relabelled").asInt(), difference::toString);
        assertEquals(404, KeyHolder.of(name, "admin").get(changes).status());
    }

    @Test
    void showsARefusedFileUntilItIsErased() {
        String thumbnail =
                gateway.get(path + "/report").json().at("/skipped/0/thumbnail").asText();
        assertEquals(SMALL, thumbnail);
        Answer seen = gateway.get(path + "/report/" + thumbnail + ".png");
        assertEquals("image/png", seen.header("Content-Type"));
        assertEquals("private, no-cache", seen.header("Cache-Control"));
        assertArrayEquals(new byte[] {1, 2, 3}, seen.response().body());
        KeyHolder stranger = KeyHolder.of(name, "admin");
        assertEquals(404, stranger.get(path + "/report/" + thumbnail + ".png").status());

        String id = path.substring(path.lastIndexOf('/') + 1);
        store.delete(Bucket.DATASETS, RefusedThumbnails.key(id + "/1/report.json", SMALL));
        Answer gone = gateway.get(path + "/report/" + thumbnail + ".png");
        assertEquals(404, gone.status(), gone::toString);
        assertEquals("NOT_FOUND", gone.text("code"));
        assertEquals(404, gateway.get(path + "/report/manifest.png").status());
    }

    @Test
    void countsWhatImagesHaveOfEachLabel() {
        JsonNode labels = gateway.get(path + "/labels").json();
        assertEquals(Json.tree("""
                    [{"name": "Smiling", "positive": 2, "negative": 1, "missing": 0, "least": -1.0, "most": 1.0,
                      "mean": 0.3333333333333333},
                     {"name": "age", "positive": 2, "negative": 0, "missing": 1, "least": 20.0, "most": 40.0, "mean": 30.0}]\
                    """.getBytes(UTF_8)), labels);
        assertEquals(labels, gateway.get(path + "/labels").json());
    }

    private DatasetManifest manifest(String id, SplitCounts counts, List<Shard> shards) {
        return new DatasetManifest(
                id,
                name,
                Layout.CELEBA,
                1,
                SIDE,
                new CentreCrop(1, 1),
                counts,
                List.of("Smiling", "age"),
                shards,
                null,
                null);
    }

    /** Every value of image k of shard n is 10 (n + 1) + k. */
    private Shard shard(String id, int index, Split split, ShardRow... rows) {
        byte[] pixels = new byte[rows.length * SIDE * SIDE];
        for (int k = 0; k < rows.length; k++) {
            Arrays.fill(pixels, k * SIDE * SIDE, (k + 1) * SIDE * SIDE, (byte) (10 * (index + 1) + k));
        }
        String lines = Arrays.stream(rows)
                .map(row -> new String(Json.encode(row), UTF_8))
                .collect(Collectors.joining("\n"));
        return new Shard(
                index,
                split,
                rows.length,
                store.put(Bucket.DATASETS, id + "/" + index + ".images", pixels, "application/octet-stream"),
                store.put(Bucket.DATASETS, id + "/" + index + ".rows", lines.getBytes(UTF_8), "application/x-ndjson"));
    }

    private static ShardRow row(String source, Map<String, Double> labels) {
        return new ShardRow(source, "a".repeat(64), null, labels);
    }

    private static List<String> names(Answer images) {
        assertTrue(images.status() == 200, images::toString);
        return images.json()
                .valueStream()
                .map(image -> image.path("name").asText())
                .toList();
    }
}
