package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Payload;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.EraseImage;
import io.likeness.contracts.dataset.ErasureFailed;
import io.likeness.contracts.dataset.ImageErased;
import io.likeness.contracts.dataset.ImageErased.RevisedDataset;
import io.likeness.contracts.dataset.ImageErased.RewrittenUpload;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.CancelGeneration;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.contracts.training.CancelTraining;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.EraseTraces;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TracesErased;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingFilm;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The gateway's part of an erasure; the other services are played. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class ErasureComponentTest extends GatewayScenario {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final SplitCounts COUNTS = new SplitCounts(8, 1, 1);
    private static final SplitCounts FEWER = new SplitCounts(7, 1, 1);

    private final String photo = "photo " + name;
    private final String sha256 = Digests.sha256(photo.getBytes(UTF_8));

    @Test
    void refusesTheFileFromThenOnAndDeletesWhatIsTheGateways() {
        String upload = upload("me.jpg", photo);
        String other = upload("you.jpg", "another " + name);
        register(name, 1, "nobody", sha("a"), null);
        String given = generation(upload);
        String kept = generation(other);

        Answer accepted = gateway.send("POST", "/v1/erasures", "image/jpeg", photo);
        assertEquals(202, accepted.status(), accepted::toString);
        String path = accepted.header("Location").replaceFirst("^https?://[^/]+", "");
        assertEquals(sha256, accepted.text("sha256"));
        assertEquals("running", accepted.text("status"));
        assertEquals(
                "[{\"id\":\"%s\",\"before\":\"%s\"}]".formatted(upload, sha256),
                accepted.json().at("/receipt/uploads").toString());
        assertEquals(
                "[\"" + given + "\"]",
                accepted.json().at("/receipt/generations").toString());
        assertEquals(
                path,
                gateway.post("/v1/erasures", body()).json().at("/links/self").asText(),
                "the one that runs");

        assertEquals(410, gateway.get("/v1/uploads/" + upload).status());
        assertEquals(410, gateway.get("/v1/generations/" + given).status());
        assertEquals(
                new CancelGeneration(given),
                Loop.commands(Topic.GENERATION_COMMAND, given, 2).getLast().payload());
        assertEquals(200, gateway.get("/v1/uploads/" + other).status());
        assertEquals("queued", gateway.get("/v1/generations/" + kept).text("status"));
        await(() -> store.find(Bucket.UPLOADS, upload).isEmpty());

        Answer refused = gateway.upload("again.jpg", BodyPublishers.ofString(photo));
        assertEquals(451, refused.status(), refused::toString);
        assertEquals("ERASED", refused.text("code"));
        assertTrue(refused.text("detail").contains(sha256), refused::toString);

        String id = accepted.text("id");
        assertEquals(List.of(new EraseImage(id, sha256)), payloads(Topic.DATASET_COMMAND, id, 1));
        publish(Topic.DATASET_EVENT, new ImageErased(id, sha256, List.of(), List.of()));
        Answer ended = gateway.get(path);
        assertEquals("succeeded", ended.text("status"), ended::toString);
        assertFalse(ended.json().path("endedAt").asText().isEmpty());
        assertFalse(ended.json().path("links").has("retrainings"), "nothing was trained with it");
        assertTrue(gateway.get("/v1/erasures").body().contains(id));
        assertEquals(
                451, gateway.upload("again.jpg", BodyPublishers.ofString(photo)).status(), "for good");
        assertFalse(gateway.post("/v1/erasures", body()).text("id").equals(id), "it is looked for anew");
    }

    @Test
    void takesOverWhatIsRevisedCallsOffMarksAndOffersAnotherTraining() {
        String archive = upload("faces.zip", "archive " + name);
        String dataset = sealedDataset(archive);
        String trained = training(dataset, name);
        film(trained);
        complete(trained, name, 1, sha("a"));
        register("tuned-" + name, 1, "elsewhere", sha("c"), new ParentVersion(name, 1));
        register("other-" + name, 1, "elsewhere", sha("c"), null);
        String open = training(dataset, "later-" + name);
        String id = gateway.post("/v1/erasures", body()).text("id");

        RevisedDataset revised = revised(dataset, "a", "b");
        ObjectReference before = new ObjectReference("uploads", archive, digest(archive), 1, "x/y");
        ObjectReference after = new ObjectReference("uploads", archive, sha("d"), 7, "x/y");
        publish(
                Topic.DATASET_EVENT,
                new ImageErased(id, sha256, List.of(revised), List.of(new RewrittenUpload(before, after))));

        Answer known = gateway.get("/v1/datasets/" + dataset);
        assertEquals(sha("b"), known.text("digest"), known::toString);
        assertEquals(9, known.json().at("/progress/accepted").asInt());
        assertEquals(1, known.json().at("/progress/skipped").asInt());
        assertEquals(sha("d"), gateway.get("/v1/uploads/" + archive).text("sha256"));
        assertEquals(
                new CancelTraining(open),
                payloads(Topic.TRAINING_COMMAND, open, 2).getLast());
        assertEquals(
                List.of(new EraseTraces(id, List.of(new EraseTraces.Revision(dataset, sha("a"), revised.manifest())))),
                payloads(Topic.TRAINING_COMMAND, id, 1));
        Answer shown = gateway.get("/v1/trainings/" + trained);
        assertEquals(404, gateway.get("/v1/trainings/" + trained + "/film.png").status());
        assertFalse(shown.body().contains("film.png"), shown::toString);
        film(open);
        assertEquals(404, gateway.get("/v1/trainings/" + open + "/film.png").status(), "told too late");
        String begun = training(dataset, "begun-" + name);
        publish(Topic.DATASET_EVENT, new ImageErased(id, sha256, List.of(revised), List.of()));
        assertFalse(gateway.get("/v1/trainings/" + begun).json().has("cancelRequestedAt"), "told again");
        assertEquals(
                409, gateway.post("/v1/erasures/" + id + "/retrainings", "").status());

        publish(Topic.TRAINING_EVENT, new TracesErased(id, List.of(trained), List.of(trained + "/1/film.png")));
        JsonNode ended = gateway.get("/v1/erasures/" + id).json();
        assertEquals("succeeded", ended.path("status").asText(), ended::toString);
        JsonNode receipt = ended.path("receipt");
        assertEquals(
                "[{\"id\":\"%s\",\"before\":\"%s\",\"after\":\"%s\"}]".formatted(dataset, sha("a"), sha("b")),
                receipt.path("datasets").toString());
        assertEquals(archive, receipt.at("/uploads/0/id").asText());
        assertEquals("[\"" + open + "\"]", receipt.path("calledOff").toString());
        assertEquals("[\"" + trained + "\"]", receipt.path("cleared").toString());
        assertEquals("[\"" + trained + "/1/film.png\"]", receipt.path("removed").toString());
        assertEquals(
                "[\"%s/1\",\"tuned-%s/1\"]".formatted(name, name),
                receipt.path("versions").toString());

        assertEquals(id, gateway.get(version(name)).json().at("/erasures/0").asText());
        assertEquals(
                0, gateway.get(version("other-" + name)).json().path("erasures").size());
        assertEquals(
                id,
                gateway.get("/v1/models/" + name)
                        .json()
                        .at("/champion/erasures/0")
                        .asText());
        Answer page = gateway.get(version(name) + "/artifacts/evaluation.html");
        assertEquals(451, page.status(), page::toString);

        assertRetrained(id, trained, revised);
    }

    @Test
    void knowsARevisionBeforeItsDatasetAndALaterOneBeforeTheEarlier() {
        String archive = upload("faces.zip", "archive " + name);
        String dataset = dataset(archive);
        String first = gateway.post("/v1/erasures", body()).text("id");
        String second = gateway.post(
                        "/v1/erasures", "{\"sha256\": \"%s\"}".formatted(Digests.sha256(name.getBytes(UTF_8))))
                .text("id");
        publish(Topic.DATASET_EVENT, new ImageErased(second, sha("f"), List.of(revised(dataset, "b", "c")), List.of()));
        publish(Topic.DATASET_EVENT, new ImageErased(first, sha256, List.of(revised(dataset, "a", "b")), List.of()));
        publish(Topic.DATASET_EVENT, sealed(dataset));
        assertEquals(sha("c"), gateway.get("/v1/datasets/" + dataset).text("digest"));

        register(name, 1, "some", sha("a"), null);
        assertEquals(2, gateway.get(version(name)).json().path("erasures").size(), "it was trained with both");
    }

    @Test
    void tellsWhyAnErasureFailedAndRefusesTheFileAllTheSame() {
        String id = gateway.post("/v1/erasures", body()).text("id");
        publish(
                Topic.DATASET_EVENT,
                new ErasureFailed(id, new Failure(ErrorCode.INTERNAL_ERROR, "store: broken", false)));
        Answer failed = gateway.get("/v1/erasures/" + id);
        assertEquals("failed", failed.text("status"));
        assertEquals("store: broken", failed.json().at("/failure/message").asText());
        assertEquals(
                451, gateway.upload("me.jpg", BodyPublishers.ofString(photo)).status());
    }

    @Test
    void namesWhatIsWrongWithARequest() {
        Answer refused = gateway.post("/v1/erasures", "{\"sha256\": \"4F\"}");
        assertEquals(400, refused.status());
        assertTrue(refused.text("detail").startsWith("sha256: expected"), refused::toString);
        assertEquals(400, gateway.post("/v1/erasures", "{}").status());
        for (String type : List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            Answer form = gateway.send("POST", "/v1/erasures", type, "{}");
            assertEquals(400, form.status(), form::toString);
            assertTrue(form.text("detail").startsWith("Content-Type: expected"), form::toString);
        }
        assertEquals(400, gateway.send("POST", "/v1/erasures", "image/png", "").status());
        assertEquals(404, gateway.get("/v1/erasures/none").status());
        assertEquals(404, gateway.post("/v1/erasures/none/retrainings", "").status());
    }

    private void assertRetrained(String id, String trained, RevisedDataset revised) {
        Answer begun = gateway.post("/v1/erasures/" + id + "/retrainings", "");
        assertEquals(202, begun.status(), begun::toString);
        assertEquals(1, begun.json().path("trainings").size(), begun::toString);
        String again = begun.json().at("/trainings/0/id").asText();
        StartTraining before =
                (StartTraining) payloads(Topic.TRAINING_COMMAND, trained, 1).getFirst();
        StartTraining anew =
                (StartTraining) payloads(Topic.TRAINING_COMMAND, again, 1).getFirst();
        assertEquals(revised.manifest(), anew.manifest());
        assertEquals(before.configuration(), anew.configuration());
        assertEquals(before.seed(), anew.seed());
        assertEquals(name, anew.modelName());
        assertEquals(
                again,
                gateway.post("/v1/erasures/" + id + "/retrainings", "")
                        .json()
                        .at("/trainings/0/id")
                        .asText());
    }

    private String body() {
        return "{\"sha256\": \"%s\"}".formatted(sha256);
    }

    private String upload(String fileName, String content) {
        return gateway.upload(fileName, BodyPublishers.ofString(content)).text("id");
    }

    private String digest(String upload) {
        return gateway.get("/v1/uploads/" + upload).text("sha256");
    }

    private String generation(String upload) {
        Answer accepted = gateway.post(
                "/v1/generations",
                "{\"model\": \"%s\", \"operation\": \"reconstruct\", \"face\": {\"upload\": \"%s\"}}"
                        .formatted(name, upload));
        assertEquals(202, accepted.status(), accepted::toString);
        return accepted.text("id");
    }

    private String dataset(String upload) {
        String id = gateway.post("/v1/datasets", "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, upload))
                .text("id");
        assertTrue(Loop.commands(Topic.DATASET_COMMAND, id, 1).getFirst().payload() instanceof ImportDataset);
        return id;
    }

    private String sealedDataset(String upload) {
        String id = dataset(upload);
        publish(Topic.DATASET_EVENT, sealed(id));
        return id;
    }

    private DatasetSealed sealed(String id) {
        return new DatasetSealed(id, name, Layout.LFW, COUNTS, 0, blob("a"), blob("a"), blob("a"), 1.5);
    }

    private RevisedDataset revised(String dataset, String before, String after) {
        return new RevisedDataset(dataset, sha(before), FEWER, blob(after), blob(after), blob(after));
    }

    private String training(String dataset, String model) {
        Answer accepted = gateway.post(
                "/v1/trainings", "{\"modelName\": \"%s\", \"datasetId\": \"%s\"}".formatted(model, dataset));
        assertEquals(202, accepted.status(), accepted::toString);
        return accepted.text("id");
    }

    private static void film(String training) {
        TrainingFilm film = new TrainingFilm(Loop.BLOB, Loop.BLOB);
        publish(Topic.TRAINING_EVENT, new EpochCompleted(training, 1, 1, 5, 0.1, 0.1, 10, 1, null, film));
        assertEquals(200, new Caller().get("/v1/trainings/" + training).status());
    }

    private void complete(String training, String model, int number, String datasetDigest) {
        ModelVersion version = register(model, number, training, datasetDigest, null);
        publish(Topic.TRAINING_EVENT, new TrainingCompleted(training, model, number, version.digest(), Map.of(), 1));
    }

    private ModelVersion register(
            String model, int number, String training, String datasetDigest, @Nullable ParentVersion parent) {
        ModelVersion version = Loop.trainedVersion(store, model, number, training, datasetDigest, parent);
        Loop.promote(registry, version);
        return version;
    }

    private static String version(String model) {
        return "/v1/models/" + model + "/versions/1";
    }

    private String sha(String content) {
        return Digests.sha256((content + name).getBytes(UTF_8));
    }

    private ObjectReference blob(String content) {
        return new ObjectReference("datasets", name + "/x", sha(content), 10, "application/json");
    }

    private static void publish(Topic topic, Payload... payloads) {
        Loop.publish(payloads);
        Loop.awaitHandled(topic);
    }

    private static List<Payload> payloads(Topic topic, String key, int expected) {
        return Loop.commands(topic, key, expected).stream()
                .map(Event::payload)
                .<Payload>map(payload -> payload)
                .toList();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }
}
