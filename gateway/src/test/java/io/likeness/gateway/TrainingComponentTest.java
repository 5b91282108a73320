package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Payload;
import io.likeness.contracts.dataset.CentreCrop;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.training.CancelTraining;
import io.likeness.contracts.training.CostEstimate;
import io.likeness.contracts.training.EpochCompleted;
import io.likeness.contracts.training.EpochMeasures;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.contracts.training.TrainingFilm;
import io.likeness.contracts.training.TrainingQueued;
import io.likeness.contracts.training.TrainingStarted;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.events.RefusedEvent;
import io.likeness.platform.events.RefusedEvents;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class TrainingComponentTest extends GatewayScenario {
    private String dataset = "";

    @Inject
    Jdbi jdbi;

    @Inject
    Instance<RefusedEvents> listeners;

    @BeforeEach
    void acceptADataset() {
        String upload =
                gateway.upload("faces.zip", BodyPublishers.ofString("archive")).text("id");
        dataset = gateway.post("/v1/datasets", "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, upload))
                .text("id");
    }

    @Test
    void commandsTheWholeConfiguration() {
        Answer accepted = train("""
            "preset": "seed", "epochs": 4, "seed": 7, "configuration":
            {"latents": 64, "epochs": 9, "loss": {"ssim": 0.5}, "schedule": {"annealing": "cosine"}}\
            """);
        assertEquals(202, accepted.status(), accepted::toString);
        StartTraining command = (StartTraining) Loop.commands(Topic.TRAINING_COMMAND, accepted.text("id"), 1)
                .getFirst()
                .payload();
        assertEquals("custom", command.preset());
        assertEquals(4, command.epochs());
        assertEquals(4, command.requireConfiguration().epochs());
        assertEquals(64, command.requireConfiguration().latents());
        assertEquals(0.5, command.requireConfiguration().loss().ssim());
        JsonNode shown = accepted.json().path("configuration");
        assertEquals(64, shown.path("latents").asInt());
        assertEquals(1, shown.path("loss").path("mse").asInt());
        assertEquals("cosine", shown.path("schedule").path("annealing").asText());
        assertEquals(7, shown.path("seed").asInt());
    }

    @Test
    void commandsATrainingAgainWithTheManifestOnceItsDatasetIsSealedAndALaterOneAtOnce() {
        String waiting = train("\"epochs\": 4").text("id");
        Loop.publish(new DatasetSealed(
                dataset, name, Layout.LFW, new SplitCounts(8, 1, 1), 0, Loop.BLOB, Loop.BLOB, Loop.BLOB, 1.5));
        List<StartTraining> commands = Loop.commands(Topic.TRAINING_COMMAND, waiting, 2).stream()
                .map(event -> (StartTraining) event.payload())
                .toList();
        assertNull(commands.getFirst().manifest());
        assertEquals(List.of(commands.getFirst(), commands.getFirst().withManifest(Loop.BLOB)), commands);

        String later = train("\"epochs\": 4").text("id");
        StartTraining command = (StartTraining)
                Loop.commands(Topic.TRAINING_COMMAND, later, 1).getFirst().payload();
        assertEquals(Loop.BLOB, command.manifest());
    }

    @Test
    void refusesAConfigurationThatNoRecordHolds() {
        Answer large = train("\"configuration\": {\"conditions\": [\"" + "x".repeat(300_000) + "\"]}");
        assertEquals(400, large.status(), large::toString);
        assertTrue(large.text("detail").startsWith("configuration: expected at most 262144 bytes in all, found 30"));
    }

    @Test
    void failsATrainingWhoseCommandTheBrokerRefuses() {
        String id = train("\"epochs\": 4").text("id");
        EventHeaders headers = Loop.event(new CancelTraining(id)).headers();
        Map<String, byte[]> start = new HashMap<>(headers.encode());
        start.put("ce_type", "likeness.training.command.v1.StartTraining".getBytes(UTF_8));
        String topic = Topic.TRAINING_COMMAND.topicName();
        RefusedEvent cancel = new RefusedEvent(topic, id, headers.encode(), new byte[1 << 20], "too large");
        RefusedEvent small = new RefusedEvent(topic, id, start, new byte[10], "odd");
        RefusedEvent large = new RefusedEvent(topic, id, start, new byte[1 << 20], "too large");
        for (RefusedEvent event : List.of(cancel, small)) {
            jdbi.useTransaction(transaction -> listeners.forEach(listener -> listener.refused(transaction, event)));
            assertEquals("queued", gateway.get("/v1/trainings/" + id).text("status"));
        }
        jdbi.useTransaction(transaction -> listeners.forEach(listener -> listener.refused(transaction, large)));
        Answer failed = gateway.get("/v1/trainings/" + id);
        assertEquals("failed", failed.text("status"));
        assertEquals(
                "Kafka: expected a record of 1048576 bytes to be taken, found it refused: too large",
                failed.json().path("failure").path("message").asText());
    }

    @Test
    void refusesAnImpossibleConfigurationAndWritesNothing() {
        String before = gateway.get("/v1/trainings?limit=1").body();
        Answer impossible = train("\"configuration\": {\"batch\": 0}");
        assertEquals(422, impossible.status(), impossible::toString);
        assertEquals("IMPOSSIBLE_CONFIGURATION", impossible.text("code"));
        assertEquals("configuration.batch: expected 1 to 1024, found 0", impossible.text("detail"));
        assertEquals(
                "configuration.batch",
                impossible.json().path("violations").path(0).path("field").asText());
        Answer otherSide = train("\"configuration\": {\"side\": 32}");
        assertEquals(422, otherSide.status(), otherSide::toString);
        assertEquals("dataset.side: expected 32, found 64", otherSide.text("detail"));
        Answer unknown = train("\"configuration\": {\"loss\": {\"huber\": 1}}");
        assertEquals(400, unknown.status(), unknown::toString);
        assertEquals(
                "configuration.loss.huber: expected one of [l1, latentPenalty, mse, ssim], found an unknown field",
                unknown.text("detail"));
        Answer noObject = train("\"configuration\": 3");
        assertEquals("configuration: expected an object, found 3", noObject.text("detail"));
        assertEquals(before, gateway.get("/v1/trainings?limit=1").body());
    }

    @Test
    void refusesLabelsThatASealedDatasetDoesNotHaveAndImagesThatItLacks() {
        assertEquals(
                202, train("\"configuration\": {\"conditions\": [\"Smiling\"]}").status(), "nobody knows yet");
        publishSealed(new SplitCounts(88, 5, 4), List.of("Male", "Smiling"));
        assertEquals(
                202, train("\"configuration\": {\"conditions\": [\"Smiling\"]}").status());
        Answer unknown = train("\"configuration\": {\"conditions\": [\"Smiling\", \"Bald\", \"Young\"]}");
        assertEquals(422, unknown.status(), unknown::toString);
        assertEquals(
                "configuration.conditions: expected labels of the dataset, [Male, Smiling], found 'Bald';"
                        + " configuration.conditions: expected labels of the dataset, [Male, Smiling], found 'Young'",
                unknown.text("detail"));
        acceptADataset();
        publishSealed(new SplitCounts(9, 0, 0), List.of());
        Answer small = train("\"epochs\": 1");
        assertEquals(422, small.status(), small::toString);
        assertEquals(
                "datasetId: expected images to train on and to validate with, found 9 and 0", small.text("detail"));
    }

    private void publishSealed(SplitCounts counts, List<String> labels) {
        DatasetManifest manifest = new DatasetManifest(
                dataset, name, Layout.CELEBA, 1, 64, new CentreCrop(1, 1), counts, labels, List.of(), null, null);
        ObjectReference stored =
                store.put(Bucket.DATASETS, dataset + "/manifest.json", Json.encode(manifest), "application/json");
        Loop.publish(new DatasetSealed(dataset, name, Layout.CELEBA, counts, 0, stored, Loop.BLOB, Loop.BLOB, 1.5));
        await().until(() ->
                gateway.get("/v1/datasets/" + dataset).text("status").equals("sealed"));
    }

    @Test
    void goesOnFromAVersionInItsShape() {
        registry.add(Loop.versionWithReport(
                store, name, "{\"configuration\": {\"preset\": \"custom\", \"latents\": 8, \"batch\": 16}}"));
        String fineTuning =
                "\"fineTuning\": {\"modelName\": \"%s\", \"version\": 1, \"frozen\": [\"encoder.convolution\"]}"
                        .formatted(name);
        Answer accepted = train("\"modelName\": \"family\", " + fineTuning);
        assertEquals(202, accepted.status(), accepted::toString);
        StartTraining command = (StartTraining) Loop.commands(Topic.TRAINING_COMMAND, accepted.text("id"), 1)
                .getFirst()
                .payload();
        assertEquals(8, command.requireConfiguration().latents());
        assertEquals(16, command.requireConfiguration().batch());
        assertEquals(command.fineTuning(), fineTuning(accepted));
        Answer reshaped = train(fineTuning + ", \"configuration\": {\"latents\": 16}");
        assertEquals(422, reshaped.status(), reshaped::toString);
        assertEquals(
                "configuration.latents: expected 8, that of the version to start from, found 16",
                reshaped.text("detail"));
        Answer absent = train("\"fineTuning\": {\"modelName\": \"none-%s\", \"version\": 1}".formatted(name));
        assertEquals(404, absent.status(), absent::toString);
        assertEquals("MODEL_NOT_FOUND", absent.text("code"));
        Answer allFrozen = train("""
            "fineTuning": {"modelName": "%s", "version": 1, "frozen":
            ["encoder.convolution", "encoder.linear", "decoder.linear", "decoder.convolution"]}\
            """.formatted(name));
        assertEquals("fineTuning.frozen: expected a part that is trained, found every part", allFrozen.text("detail"));
    }

    @Test
    void acceptsEveryExampleOfItsDocumentation() {
        registry.add(Loop.versionWithReport(store, "celeba", "{\"configuration\": {}}"));
        JsonNode examples = gateway.get("/q/openapi?format=json")
                .json()
                .at("/paths/~1v1~1trainings/post/requestBody/content/application~1json/examples");
        assertEquals(3, examples.size());
        examples.valueStream().map(example -> example.path("value")).forEach(value -> {
            String body = value.isTextual() ? value.asText() : value.toString();
            Answer accepted = gateway.post(
                    "/v1/trainings",
                    body.replaceAll("\"datasetId\": ?\"[^\"]*\"", "\"datasetId\": \"" + dataset + "\""));
            assertEquals(202, accepted.status(), accepted::toString);
        });
    }

    @Test
    void cancelsATrainingOnce() {
        Answer accepted = train("\"epochs\": 2");
        String id = accepted.text("id");
        String cancel = accepted.json().path("links").path("cancel").asText();
        assertEquals("/v1/trainings/" + id + "/cancel", cancel);
        Answer asked = gateway.post(cancel, "");
        assertEquals(202, asked.status(), asked::toString);
        assertEquals("queued", asked.text("status"));
        assertEquals(asked.text("cancelRequestedAt"), gateway.post(cancel, "").text("cancelRequestedAt"));
        Loop.publish(new TrainingCancelled(id));
        Loop.awaitHandled(Topic.TRAINING_EVENT);
        Answer ended = gateway.post(cancel, "");
        assertEquals(202, ended.status(), ended::toString);
        assertEquals("canceled", ended.text("status"));
        assertFalse(ended.json().path("links").has("cancel"));
        assertEquals(
                List.of("StartTraining", "CancelTraining"),
                Loop.commands(Topic.TRAINING_COMMAND, id, 2).stream()
                        .map(Event::payload)
                        .map(command -> command instanceof CancelTraining ? "CancelTraining" : "StartTraining")
                        .toList());
        assertEquals(
                1,
                gateway.get("/v1/trainings/" + id + "/events")
                        .body()
                        .lines()
                        .filter("event:TrainingCancelled"::equals)
                        .count());
    }

    @Test
    void refusesToCancelWhatHasEnded() {
        String id = train("\"epochs\": 2").text("id");
        Loop.publish(new TrainingFailed(id, new Failure(ErrorCode.TRAINING_DIVERGED, "loss: not a number", false)));
        Loop.awaitHandled(Topic.TRAINING_EVENT);
        Answer refused = gateway.post("/v1/trainings/" + id + "/cancel", "");
        assertEquals(409, refused.status(), refused::toString);
        assertEquals("STATE_CONFLICT", refused.text("code"));
        assertEquals(1, Loop.commands(Topic.TRAINING_COMMAND, id, 1).size());
        assertEquals(404, gateway.post("/v1/trainings/none/cancel", "").status());
    }

    @Test
    void showsTheFilmOfTheLatestEpochThatHasOne() {
        String id = train("\"epochs\": 3").text("id");
        Loop.publish(started(id, 1, null));
        Loop.awaitHandled(Topic.TRAINING_EVENT);
        Answer early = gateway.get("/v1/trainings/" + id + "/film.png");
        assertEquals(404, early.status(), early::toString);
        assertEquals(
                "film: expected a training that has finished an epoch, found none to show yet", early.text("detail"));
        Loop.publish(epoch(id, 1, 1, film(id, 1)), epoch(id, 1, 2, film(id, 2)));
        Loop.awaitHandled(Topic.TRAINING_EVENT);
        Answer strip = gateway.get("/v1/trainings/" + id + "/film.png");
        assertEquals("image/png", strip.header("Content-Type"));
        assertEquals("strip 2", strip.body());
        Answer film = gateway.get("/v1/trainings/" + id + "/film.apng");
        assertEquals("image/apng", film.header("Content-Type"));
        assertEquals("animation 2", film.body());
        assertEquals(
                304,
                gateway.get("/v1/trainings/" + id + "/film.apng", "If-None-Match", film.header("ETag"))
                        .status());
        Loop.publish(epoch(id, 1, 3, null));
        Loop.awaitHandled(Topic.TRAINING_EVENT);
        assertEquals("strip 2", gateway.get("/v1/trainings/" + id + "/film.png").body());
    }

    @Test
    void tellsWhatTheEventsCarry() {
        String id = train("\"epochs\": 3").text("id");
        Loop.publish(started(id, 1, null), epoch(id, 1, 1, null), started(id, 2, 1), epoch(id, 2, 2, film(id, 2)));
        Loop.awaitHandled(Topic.TRAINING_EVENT);
        JsonNode shown = gateway.get("/v1/trainings/" + id).json();
        assertFalse(shown.has("queuePosition"));
        assertEquals("CPU, 2 replicas", shown.path("device").asText());
        assertEquals(60, shown.path("estimate").path("seconds").asDouble());
        assertEquals("EUR", shown.path("estimate").path("currency").asText());
        assertEquals(1, shown.path("resumedAfterEpoch").asInt());
        assertEquals(2, shown.path("history").size());
        JsonNode measures = shown.path("latest").path("measures");
        assertEquals(0.25, measures.path("validationTerms").path("mse").asDouble());
        assertEquals(12.5, measures.path("etaSeconds").asDouble());
        assertEquals(1L << 30, measures.path("peakMemoryBytes").asLong());
        assertEquals(
                "/v1/trainings/" + id + "/film.apng",
                shown.path("links").path("film").asText());
    }

    @Test
    void countsThePlaceInTheQueueWhenItIsAskedFor() {
        String ahead = train("\"epochs\": 3").text("id");
        String id = train("\"epochs\": 3").text("id");
        int before = position(id);
        assertEquals(position(ahead) + 1, before);

        Loop.publish(new TrainingQueued(id, dataset, name, 17), started(ahead, 1, null));
        Loop.awaitHandled(Topic.TRAINING_EVENT);
        assertEquals(before - 1, position(id));
        assertEquals(0, position(ahead), "one that runs has no place");
    }

    private int position(String id) {
        return gateway.get("/v1/trainings/" + id).json().path("queuePosition").asInt();
    }

    private Answer train(String fields) {
        return gateway.post("/v1/trainings", "{\"datasetId\": \"%s\", %s}".formatted(dataset, fields));
    }

    private static FineTuning fineTuning(Answer accepted) {
        return Json.decode(Json.encode(accepted.json().path("fineTuning")), FineTuning.class);
    }

    private static Payload started(String id, int attempt, @Nullable Integer resumedAfterEpoch) {
        return new TrainingStarted(
                id,
                attempt,
                3,
                new SplitCounts(90, 5, 5),
                312_801,
                "CPU, 2 replicas",
                resumedAfterEpoch,
                new CostEstimate(60, 0.001, "EUR"));
    }

    private static Payload epoch(String id, int attempt, int epoch, @Nullable TrainingFilm film) {
        EpochMeasures measures = new EpochMeasures(Map.of("mse", 0.5), Map.of("mse", 0.25), 1e-3, 12.5, 3.5, 1L << 30);
        return new EpochCompleted(id, attempt, epoch, 3, 0.5, 0.25, 400, 1, measures, film);
    }

    private TrainingFilm film(String id, int epoch) {
        return new TrainingFilm(
                store.put(
                        Bucket.CHECKPOINTS,
                        id + "/film-" + epoch + ".png",
                        ("strip " + epoch).getBytes(UTF_8),
                        "image/png"),
                store.put(
                        Bucket.CHECKPOINTS,
                        id + "/film-" + epoch + ".apng",
                        ("animation " + epoch).getBytes(UTF_8),
                        "image/apng"));
    }
}
