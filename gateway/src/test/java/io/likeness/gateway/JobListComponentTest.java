package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.FacesGenerated;
import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.contracts.generation.GenerationIndex;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class JobListComponentTest extends GatewayScenario {
    @BeforeEach
    void promoteAModel() {
        Loop.publish(new ModelPromoted(name, Loop.version(store, name), null));
        Loop.awaitHandled(Topic.MODEL_EVENT);
    }

    @Test
    void goesOnFromPageToPageInBothDirections() {
        List<String> newest = new ArrayList<>();
        for (int seed = 0; seed < 5; seed++) {
            newest.addFirst(generate("\"seed\": " + seed));
        }
        assertEquals(newest, pages("/v1/generations?limit=2&model=" + name, 3));
        Collections.reverse(newest);
        assertEquals(newest, pages("/v1/generations?limit=2&sort=createdAt&model=" + name, 3));
        assertEquals(newest, pages("/v1/generations?limit=5&sort=createdAt&model=" + name, 1));
    }

    @Test
    void uploadsAndErasuresGoOnPageByPage() {
        Caller own = KeyHolder.caller("lists-" + name);
        List<String> uploads = new ArrayList<>();
        List<String> erasures = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            uploads.addFirst(
                    own.upload("a.zip", BodyPublishers.ofString(name + i)).text("id"));
            String digest = Digests.sha256((name + " in photo " + i).getBytes(UTF_8));
            erasures.addFirst(own.post("/v1/erasures", "{\"sha256\": \"%s\"}".formatted(digest))
                    .text("id"));
        }
        assertEquals(uploads, Lists.pages(own, "/v1/uploads?limit=2", 3));
        assertEquals(erasures, Lists.pages(own, "/v1/erasures?limit=2", 3));
        assertEquals(uploads, Lists.pages(own, "/v1/uploads?limit=5", 1));
        Answer foreign = own.get("/v1/erasures?cursor=abc");
        assertEquals("cursor: expected one that the link to the next page had, found 'abc'", foreign.text("detail"));
    }

    @Test
    void narrowsAListByWhatWasAskedForAndWhatBecameOfIt() {
        String seven = generate("\"seed\": 7");
        String eight = generate("\"seed\": 8, \"operation\": \"vary\", \"face\": {\"seed\": 1}");
        gateway.post("/v1/generations/" + seven + "/cancel", "");
        String list = "/v1/generations?model=" + name;
        assertEquals(List.of(seven), Lists.ids(gateway.get(list + "&seed=7")));
        assertEquals(List.of(eight), Lists.ids(gateway.get(list + "&operation=vary")));
        assertEquals(List.of(seven), Lists.ids(gateway.get(list + "&operation=sample")));
        assertEquals(List.of(), Lists.ids(gateway.get(list + "&label=Smiling")));
        assertEquals(List.of(eight, seven), Lists.ids(gateway.get(list + "&status=queued&status=running")));
        assertEquals(List.of(), Lists.ids(gateway.get(list + "&status=succeeded")));
        String accepted = gateway.get("/v1/generations/" + eight).text("createdAt");
        assertEquals(List.of(eight), Lists.ids(gateway.get(list + "&createdAfter=" + accepted)));
        assertEquals(List.of(seven), Lists.ids(gateway.get(list + "&createdBefore=" + accepted)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/generations?status=done | status: expected one of [queued, running, succeeded, failed, canceled, expired], found 'done'",
                "/v1/datasets?status=failed | status: expected one of [queued, importing, sealed, rejected, canceled, expired], found 'failed'",
                "/v1/trainings?sort=size | sort: expected one of [-createdAt, createdAt], found 'size'",
                "/v1/trainings?cursor=abc | cursor: expected one that the link to the next page had, found 'abc'",
                "/v1/trainings?createdAfter=today | createdAfter: expected a time of ISO 8601, found 'today'",
                "/v1/trainings?createdBefore=%2B300000-01-01T00:00:00Z | createdBefore: expected a time of ISO 8601, found '+300000-01-01T00:00:00Z'",
                "/v1/trainings?cursor=MjAyNi0wMS0wMVQwMDowMDowMFovAA | cursor: expected one that the link to the next page had, found 'MjAyNi0wMS0wMVQwMDowMDowMFovAA'"
            })
    void saysWhatAListKnows(String path, String detail) {
        Answer answer = gateway.get(path);
        assertEquals(400, answer.status(), answer::toString);
        assertEquals(detail, answer.text("detail"));
    }

    @Test
    void answersARequestWithItselfAndTellsPlacesInTheQueue() {
        String first = generate("\"seed\": 1, \"count\": 3");
        String second = generate("\"seed\": 2");
        JsonNode shown = gateway.get("/v1/generations/" + first).json();
        assertEquals(
                Json.tree("{\"model\": \"%s\", \"seed\": 1, \"count\": 3}"
                        .formatted(name)
                        .getBytes(UTF_8)),
                shown.path("request"));
        int place = shown.path("queuePosition").asInt();
        assertTrue(place >= 1, shown::toString);
        assertEquals(place + 1, place(second));
        gateway.post("/v1/generations/" + first + "/cancel", "");
        assertEquals(place, place(second), "nobody waits for what is to be ended");
    }

    @Test
    void anIdOfTheCallersOwnIsOneJob() {
        String id = UUID.randomUUID().toString();
        String body = "{\"model\": \"%s\", \"seed\": 3}".formatted(name);
        Answer accepted = put(id, body);
        assertEquals(202, accepted.status(), accepted::toString);
        assertEquals(id, accepted.text("id"));
        assertEquals(id, put(id, body).text("id"));
        assertEquals(1, Loop.commands(Topic.GENERATION_COMMAND, id, 1).size());
        assertEquals(409, put(id, body.replace('3', '4')).status());
        assertEquals(400, put("mine", body).status());
        gateway.delete("/v1/generations/" + id);
        Answer gone = put(id, body);
        assertEquals(410, gone.status(), gone::toString);
        assertTrue(gone.text("detail").matches(".*, which was deleted at 20.*Z"), gone::toString);
    }

    @Test
    void givesAllFacesAsOneFileAndPartsOfFiles() throws IOException {
        String id = generate("\"count\": 2");
        succeed(id);
        Map<String, byte[]> files = unzip(gateway.get("/v1/generations/" + id + "/images.zip"));
        assertEquals(List.of("generation.json", "0000.png", "0001.png"), List.copyOf(files.keySet()));
        assertEquals(
                id,
                Json.tree(files.getOrDefault("generation.json", new byte[0]))
                        .path("id")
                        .asText());
        assertArrayEquals("one".getBytes(UTF_8), files.get("0000.png"));
        assertArrayEquals("second".getBytes(UTF_8), files.get("0001.png"));

        String grid = "/v1/generations/" + id + "/grid.png";
        Answer whole = gateway.get(grid);
        assertEquals("bytes", whole.header("Accept-Ranges"));
        Answer part = gateway.get(grid, "Range", "bytes=3-5");
        assertEquals(206, part.status());
        assertEquals("sec", part.body());
        assertEquals("bytes 3-5/9", part.header("Content-Range"));
        Answer nothing = gateway.get(grid, "Range", "bytes=9-");
        assertEquals(416, nothing.status());
        assertEquals("RANGE_NOT_SATISFIABLE", nothing.text("code"));
        Answer artifact = gateway.get(
                "/v1/models/%s/versions/1/artifacts/decoder.onnx".formatted(name), "Range", "bytes=1000000-");
        assertEquals(416, artifact.status(), artifact::toString);
        assertEquals("", artifact.header("Cache-Control"));
        assertEquals(
                304, gateway.get(grid, "If-None-Match", whole.header("ETag")).status());
        String image = "/v1/generations/" + id + "/images/1.png";
        assertEquals(
                304,
                gateway.get(image, "If-None-Match", gateway.get(image).header("ETag"))
                        .status());
    }

    @Test
    void whoeverAcceptsOnlyFacesIsAnsweredWithThem() throws IOException {
        String[] faces = {"Idempotency-Key", "faces-" + name, "Accept", "image/png"};
        String body = "{\"model\": \"%s\", \"count\": 2}".formatted(name);
        Answer early = gateway.post("/v1/generations", body, with(faces, "Prefer", "wait=0"));
        assertEquals(202, early.status(), early::toString);
        assertTrue(early.header("Content-Type").startsWith("application/json"), early.header("Content-Type"));
        String id = early.text("id");
        succeed(id);
        Answer grid = gateway.post("/v1/generations", body, faces);
        assertEquals(200, grid.status(), grid::toString);
        assertEquals("image/png", grid.header("Content-Type"));
        assertEquals("second", grid.body().substring(3));
        assertTrue(grid.header("Location").endsWith("/v1/generations/" + id), grid.header("Location"));
        assertTrue(grid.header("Content-Location").endsWith(id + "/grid.png"), grid.header("Content-Location"));
        assertEquals("wait=60", grid.header("Preference-Applied"));
        assertEquals(
                200,
                gateway.post("/v1/generations", body, with(faces, "If-None-Match", "*"))
                        .status());
        faces[3] = "application/zip, */*;q=0.1";
        assertEquals(3, unzip(gateway.post("/v1/generations", body, faces)).size());
        faces[3] = "*/*";
        assertEquals(id, gateway.post("/v1/generations", body, faces).text("id"));
        faces[3] = "text/html";
        assertEquals(406, gateway.post("/v1/generations", body, faces).status());
    }

    @Test
    void whoeverAcceptsOnlyFacesHearsWhyThereAreNone() {
        String[] faces = {"Idempotency-Key", "none-" + name, "Accept", "image/png"};
        String body = "{\"model\": \"%s\"}".formatted(name);
        String id = gateway.post("/v1/generations", body, "Idempotency-Key", "none-" + name)
                .text("id");
        Loop.publish(new GenerationFailed(id, new Failure(ErrorCode.MODEL_UNUSABLE, "all faces are alike", false)));
        Answer none = gateway.post("/v1/generations", body, faces);
        assertEquals(409, none.status(), none::toString);
        assertEquals("application/problem+json", none.header("Content-Type"));
        assertEquals(
                "generation %s: expected it to have succeeded, found it failed: all faces are alike".formatted(id),
                none.text("detail"));
    }

    private static String[] with(String[] headers, String... more) {
        return Stream.of(headers, more).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void isFollowedToItsEndAndGoesOnWhereAClientLeft() {
        String id = generate("\"seed\": 5");
        String events = "/v1/generations/" + id + "/events";
        String last;
        try (Stream<String> lines = gateway.follow(events)) {
            Iterator<String> all = lines.iterator();
            assertEquals("queued", next(all).content().path("status").asText());
            succeed(id);
            Told end = next(all);
            assertEquals("succeeded", end.content().path("status").asText());
            assertEquals("Generation", end.name());
            last = end.id();
            assertTrue(all.next().isEmpty() && !all.hasNext(), "it ends with the job");
        }
        assertEquals("", gateway.get(events, "Last-Event-ID", last).body(), "the client has the end");
    }

    @Test
    void tellsWhateverChangesByItsName() {
        try (Stream<String> lines = gateway.follow("/v1/events")) {
            Iterator<String> all = lines.iterator();
            assertEquals("connected", next(all).name());
            String id = generate("\"seed\": 6");
            Told told = next(all);
            while (!told.content().path("id").asText().equals(id)) {
                told = next(all);
            }
            assertEquals("changed", told.name());
            assertEquals("generation", told.content().path("kind").asText());
        }
    }

    private void succeed(String id) {
        byte[] both = "onesecond".getBytes(UTF_8);
        ObjectReference faces = store.put(Bucket.RESULTS, id + "/faces.bin", both, "application/octet-stream");
        GenerationIndex index = new GenerationIndex(
                id,
                name,
                1,
                "d".repeat(64),
                5,
                "CPU",
                "here",
                0.1,
                faces,
                faces,
                null,
                List.of(new GenerationIndex.Image(0, 5, 0, 3), new GenerationIndex.Image(1, 6, 3, 6)));
        ObjectReference stored = store.put(Bucket.RESULTS, id + "/index.json", Json.encode(index), "application/json");
        Loop.publish(new FacesGenerated(id, name, 1, "d".repeat(64), 2, 5, faces, stored, faces, null, "CPU", 0.1));
        await().until(() -> gateway.get("/v1/generations/" + id).text("status").equals("succeeded"));
    }

    private String generate(String fields) {
        Answer accepted = gateway.post("/v1/generations", "{\"model\": \"%s\", %s}".formatted(name, fields));
        assertEquals(202, accepted.status(), accepted::toString);
        return accepted.text("id");
    }

    private Answer put(String id, String body) {
        return gateway.send("PUT", "/v1/generations/" + id, "application/json", body);
    }

    private int place(String id) {
        return gateway.get("/v1/generations/" + id).json().path("queuePosition").asInt();
    }

    private List<String> pages(String path, int count) {
        return Lists.pages(gateway, path, count);
    }

    private static Map<String, byte[]> unzip(Answer answer) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(answer.response().body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static Told next(Iterator<String> lines) {
        String id = "";
        String name = "";
        while (true) {
            String line = lines.next();
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                return new Told(id, name, Json.tree(line.substring(5).getBytes(UTF_8)));
            }
        }
    }

    private record Told(String id, String name, JsonNode content) {}
}
