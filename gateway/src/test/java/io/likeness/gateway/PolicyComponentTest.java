package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.dataset.DatasetImportStarted;
import io.likeness.contracts.dataset.DatasetRejected;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.ImportDataset;
import io.likeness.contracts.dataset.ImportProgressed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.retraining.RetrainingWanted;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Uploads that feed a dataset, and a model that follows it. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class PolicyComponentTest extends GatewayScenario {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void anUploadBecomesADatasetAndThenATrainingWithoutAnotherCall() {
        put("{\"dataset\": \"%s\", \"training\": {\"epochs\": 3, \"seed\": 7}}".formatted(name));
        ImportDataset first = command(upload());
        assertNull(first.baseId());
        assertEquals(name, first.name());
        seal(first, 10);

        JsonNode begun = begun(1).path(0);
        assertEquals(10, begun.path("newImages").asInt());
        StartTraining command = training(begun);
        assertEquals(first.datasetId(), command.datasetId());
        assertEquals(name, command.modelName());
        assertEquals(3, command.epochs());
        assertNull(command.fineTuning());
        RetrainingWanted wanted = (RetrainingWanted)
                Loop.commands(Topic.RETRAINING_EVENT, name, 1).getFirst().payload();
        assertEquals(first.datasetId(), wanted.datasetId());

        // The next goes on from what serves by then, on all images.
        ModelVersion version = Loop.trainedVersion(store, name, 1, command.trainingId(), "b".repeat(64), null);
        Loop.promote(registry, version);
        Loop.publish(new TrainingCompleted(
                command.trainingId(), name, 1, version.digest(), Map.of("cpuSeconds", 1800.0), 1));
        ImportDataset second = command(upload());
        assertEquals(first.datasetId(), second.baseId());
        assertEquals(Layout.LFW, second.options().layout());
        Loop.publish(
                new DatasetImportStarted(second.datasetId(), name, Layout.LFW, 4),
                new ImportProgressed(second.datasetId(), 4, 4, 3, 1));
        seal(second, 13);

        JsonNode again = begun(2).path(0);
        assertEquals(3, again.path("newImages").asInt());
        assertEquals(new FineTuning(name, 1, List.of()), training(again).fineTuning());
        JsonNode policy = gateway.get(path()).json();
        assertEquals(0.5, policy.path("cpuHours").asDouble());
        assertEquals("up-to-date", policy.at("/standing/state").asText(), policy::toString);
        JsonNode dataset = gateway.get("/v1/datasets/" + second.datasetId()).json();
        assertEquals(first.datasetId(), dataset.path("addedTo").asText());
        assertEquals(12, dataset.at("/counts/train").asInt());
        assertEquals(3, dataset.at("/progress/accepted").asInt());
    }

    @Test
    void uploadsOfOneNameFollowEachOtherAndOneThatIsRejectedHoldsUpNone() {
        String one = upload();
        String two = upload();
        ImportDataset first = command(one);
        assertTrue(gateway.get("/v1/uploads/" + two).text("datasetId").isEmpty(), "it waits for the first");
        Loop.publish(new DatasetRejected(
                first.datasetId(), name, new Failure(ErrorCode.NO_USABLE_IMAGE, "no image in it", false)));

        ImportDataset second = command(two);
        assertNull(second.baseId(), "there is still none");
    }

    @Test
    void waitsUntilATrainingHasEndedAndLearnsFromTheNewestThen() {
        put("{\"dataset\": \"%s\", \"from\": \"scratch\"}".formatted(name));
        ImportDataset first = command(upload());
        seal(first, 10);
        StartTraining running = training(begun(1).path(0));
        ImportDataset second = command(upload());
        Loop.publish(new ImportProgressed(second.datasetId(), 1, 1, 1, 0));
        seal(second, 11);
        ImportDataset third = command(upload());
        Loop.publish(new ImportProgressed(third.datasetId(), 1, 1, 1, 0));
        seal(third, 12);
        JsonNode held = gateway.get(path()).json();
        assertEquals("held", held.at("/standing/state").asText(), held::toString);
        assertEquals(
                "training " + running.trainingId() + " has not ended",
                held.at("/standing/reason").asText());

        Loop.publish(new TrainingFailed(
                running.trainingId(), new Failure(ErrorCode.TRAINING_DIVERGED, "it diverged", false)));

        JsonNode begun = begun(2).path(0);
        assertEquals(third.datasetId(), begun.path("datasetId").asText());
        assertEquals(12, begun.path("newImages").asInt(), "nothing has learned from the first ten");
        assertEquals(
                "failed", gateway.get(path()).json().at("/trainings/1/outcome").asText());
    }

    @Test
    void aTrainingThatFailedIsBegunAgainWhenThePolicyIsDeclaredAgain() {
        put("{\"dataset\": \"%s\", \"training\": {\"epochs\": 2}}".formatted(name));
        seal(command(upload()), 10);
        StartTraining first = training(begun(1).path(0));
        Loop.publish(
                new TrainingFailed(first.trainingId(), new Failure(ErrorCode.TRAINING_DIVERGED, "it diverged", false)));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode held = gateway.get(path()).json();
            assertEquals("held", held.at("/standing/state").asText(), held::toString);
            assertEquals(
                    "training %s on the newest dataset has ended: failed; another begins on the next dataset, or when the policy is declared again"
                            .formatted(first.trainingId()),
                    held.at("/standing/reason").asText());
        });

        put("{\"dataset\": \"%s\", \"training\": {\"epochs\": 3}}".formatted(name));

        StartTraining second = training(begun(2).path(0));
        assertEquals(first.datasetId(), second.datasetId());
        assertEquals(3, second.epochs());
    }

    @Test
    void whatServesHasLearnedFromIsNotNew() {
        ImportDataset first = command(upload());
        seal(first, 10);
        ModelVersion byHand = Loop.trainedOn(Loop.version(store, name), first.datasetId());
        Loop.promote(registry, byHand);
        put("{\"dataset\": \"%s\", \"newImages\": 5}".formatted(name));
        JsonNode learned = gateway.get(path()).json();
        assertEquals("up-to-date", learned.at("/standing/state").asText(), learned::toString);

        ImportDataset second = command(upload());
        Loop.publish(new ImportProgressed(second.datasetId(), 1, 1, 1, 0));
        seal(second, 11);

        JsonNode few = gateway.get(path()).json();
        assertEquals(
                "1 new images, 5 are waited for", few.at("/standing/reason").asText(), few::toString);
    }

    @Test
    void aDatasetWhoseImagesAnotherHasIsDeletedOnlyWithIt() {
        ImportDataset first = command(upload());
        seal(first, 10);
        ImportDataset second = command(upload());
        assertEquals(first.datasetId(), second.baseId());

        Answer refused = gateway.delete("/v1/datasets/" + first.datasetId());
        assertEquals(409, refused.status(), refused::toString);
        assertTrue(refused.body().contains(second.datasetId()), refused::toString);
        assertEquals(
                200,
                gateway.delete("/v1/datasets/" + first.datasetId() + "?cascade=true")
                        .status());
        assertEquals(410, gateway.get("/v1/datasets/" + second.datasetId()).status());
    }

    @Test
    void tellsWhatIsWrongWithAPolicyAndWithAnAddition() {
        assertRefused(400, "dataset: ", declare(path(), "{}"));
        assertRefused(400, "newImages: expected 1 or more, found 0", put("\"newImages\": 0", 400));
        assertRefused(
                400,
                "training.datasetId: expected none, as it follows from the policy, found x",
                put("\"training\": {\"datasetId\": \"x\"}", 400));
        assertRefused(
                422,
                "training.configuration.batch: expected 1 to 1024, found 0",
                put("\"training\": {\"configuration\": {\"batch\": 0}}", 422));
        assertEquals(404, gateway.get(path()).status());

        put("{\"dataset\": \"%s\", \"paused\": true}".formatted(name));
        Answer late = declare(path() + "?revision=0", "{\"dataset\": \"%s\"}".formatted(name));
        assertRefused(409, "revision: expected 1, the newest, found 0", late);
        Answer wrong = declare(path() + "?revision=x", "{\"dataset\": \"%s\"}".formatted(name));
        assertRefused(400, "revision: expected an integer, found 'x'", wrong);
        assertEquals(204, gateway.delete(path()).status());
        assertEquals(404, gateway.get(path()).status());

        String upload =
                gateway.upload("faces.zip", BodyPublishers.ofString("archive")).text("id");
        String adding = "{\"uploadId\": \"%s\", \"addTo\": \"%s\"%s}";
        assertRefused(
                404,
                "addTo: expected the id of a dataset, found 'none'",
                gateway.post("/v1/datasets", adding.formatted(upload, "none", "")));
        ImportDataset base = command(upload());
        assertRefused(
                422,
                "addTo: expected a sealed dataset, found a queued one",
                gateway.post("/v1/datasets", adding.formatted(upload, base.datasetId(), "")));
        seal(base, 10);
        assertRefused(
                400,
                "side: expected none beside addTo or revise, as that of the dataset is taken, found 32",
                gateway.post("/v1/datasets", adding.formatted(upload, base.datasetId(), ", \"side\": 32")));
        Answer added = gateway.post("/v1/datasets", adding.formatted(upload, base.datasetId(), ""));
        assertEquals(202, added.status(), added::toString);
        assertEquals(name, added.text("name"));
        Answer misnamed = gateway.upload("faces.zip&dataset=No%20Name", BodyPublishers.ofString("archive"));
        assertEquals(400, misnamed.status(), misnamed::toString);
    }

    private String path() {
        return "/v1/models/" + name + "/policy";
    }

    private void put(String policy) {
        Answer put = declare(path(), policy);
        assertEquals(200, put.status(), put::toString);
    }

    private Answer put(String field, int status) {
        Answer put = declare(path(), "{\"dataset\": \"%s\", %s}".formatted(name, field));
        assertEquals(status, put.status(), put::toString);
        return put;
    }

    private Answer declare(String path, String policy) {
        return gateway.send("PUT", path, "application/json", policy);
    }

    private static void assertRefused(int status, String detail, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertTrue(answer.text("detail").startsWith(detail), answer::toString);
    }

    /** The id of an upload that feeds the dataset. */
    private String upload() {
        Answer upload = gateway.upload("faces.zip&dataset=" + name, BodyPublishers.ofString("archive"));
        assertEquals(201, upload.status(), upload::toString);
        return upload.text("id");
    }

    private ImportDataset command(String upload) {
        String dataset = Awaitility.await("the import of " + upload)
                .atMost(PATIENCE)
                .until(() -> gateway.get("/v1/uploads/" + upload).text("datasetId"), id -> !id.isEmpty());
        return (ImportDataset)
                Loop.commands(Topic.DATASET_COMMAND, dataset, 1).getFirst().payload();
    }

    private void seal(ImportDataset command, int images) {
        String id = command.datasetId();
        Loop.publish(new DatasetSealed(
                id, name, Layout.LFW, new SplitCounts(images - 1, 1, 0), 0, Loop.BLOB, Loop.BLOB, Loop.BLOB, 1.5));
        Awaitility.await("the seal of " + id)
                .atMost(PATIENCE)
                .until(() -> gateway.get("/v1/datasets/" + id).text("status").equals("sealed"));
    }

    /** What the policy has begun, the newest first, once there are as many. */
    private JsonNode begun(int count) {
        return Awaitility.await(count + " trainings of the policy")
                .atMost(PATIENCE)
                .until(
                        () -> gateway.get(path()).json().path("trainings"),
                        trainings ->
                                trainings.size() == count && trainings.path(0).has("trainingId"));
    }

    private static StartTraining training(JsonNode begun) {
        return (StartTraining)
                Loop.commands(Topic.TRAINING_COMMAND, begun.path("trainingId").asText(), 1)
                        .getFirst()
                        .payload();
    }
}
