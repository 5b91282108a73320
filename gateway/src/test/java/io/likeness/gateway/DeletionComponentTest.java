package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.dataset.DatasetImportCancelled;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.DeleteDataset;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.CancelGeneration;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelRegistered;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.ParentVersion;
import io.likeness.contracts.model.VersionDeleted;
import io.likeness.contracts.training.DeleteTraining;
import io.likeness.contracts.training.TrainingCompleted;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Datasets, trainings and versions that somebody deletes, with what uses them or without. */
@QuarkusTest
@TestProfile(BriefProfile.class)
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class DeletionComponentTest extends GatewayScenario {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CASCADE = "?cascade=true";

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void findTheRegistry() {
        registry.setAway(false);
    }

    @Test
    void deletesADatasetThatNothingUses() {
        String id = sealedDataset();
        String path = "/v1/datasets/" + id;
        Answer deleted = gateway.delete(path);
        assertEquals(200, deleted.status(), deleted::toString);
        assertEquals("{\"kind\":\"dataset\",\"id\":\"" + id + "\",\"tookAlong\":[]}", deleted.body());
        assertEquals(
                List.of(new DeleteDataset(id)),
                Loop.commands(Topic.DATASET_COMMAND, id, 2).stream()
                        .skip(1)
                        .map(Event::payload)
                        .toList());
        assertGone(gateway.get(path));
        assertGone(gateway.get(path + "/preview.png"));
        assertGone(gateway.post("/v1/trainings", "{\"datasetId\": \"%s\"}".formatted(id)));
        assertFalse(gateway.get("/v1/datasets?limit=200").body().contains(id));
        assertEquals(200, gateway.delete(path).status(), "as often as it is asked");
        assertEquals(404, gateway.delete("/v1/datasets/none").status());
        assertEquals(2, Loop.commands(Topic.DATASET_COMMAND, id, 2).size());
    }

    @Test
    void refusesWhatRunsUnlessItIsToEndIt() {
        String id = dataset();
        String path = "/v1/datasets/" + id;
        Answer refused = gateway.delete(path);
        assertEquals(409, refused.status(), refused::toString);
        assertEquals("application/problem+json", refused.header("Content-Type").split(";")[0]);
        assertEquals("STATE_CONFLICT", refused.text("code"));
        assertEquals(409, refused.json().path("status").asInt());
        assertEquals(List.of("dataset " + id + " queued"), named(refused, "usedBy"));
        assertEquals(200, gateway.get(path).status(), "nothing is changed");

        Answer deleted = gateway.delete(path + CASCADE);
        assertEquals(200, deleted.status(), deleted::toString);
        assertEquals(List.of(), named(deleted, "tookAlong"));
        assertGone(gateway.get(path));
        Loop.publish(new DatasetImportCancelled(id));
        Loop.awaitHandled(Topic.DATASET_EVENT);
        assertGone(gateway.get(path));
    }

    @Test
    void namesWhatHangsOnADatasetAndTakesAllOfItAlong() {
        String dataset = sealedDataset();
        String training = training(dataset, "");
        complete(training, dataset, name, 1, null);
        String other = training(sealedDataset(), "\"modelName\": \"tuned-%s\", ".formatted(name) + tuning());
        complete(other, "another", "tuned-" + name, 1, new ParentVersion(name, 1));
        String tuned = training(sealedDataset(), "\"modelName\": \"later\", " + tuning());
        String generation = generation(name);
        List<String> all = List.of(
                "training " + training + " succeeded",
                "version " + name + "/1 champion",
                "training " + tuned + " queued",
                "version tuned-" + name + "/1 champion",
                "generation " + generation + " queued");

        Answer refused = gateway.delete("/v1/datasets/" + dataset);
        assertEquals(409, refused.status(), refused::toString);
        assertEquals(all, named(refused, "usedBy"));
        assertTrue(
                refused.text("detail")
                        .startsWith("dataset " + dataset + ": expected one that is not in use, found training "
                                + training + " (succeeded), version " + name + "/1 (champion), "),
                refused::toString);

        Answer deleted = gateway.delete("/v1/datasets/" + dataset + CASCADE);
        assertEquals(200, deleted.status(), deleted::toString);
        assertEquals(all, named(deleted, "tookAlong"));
        for (String path : List.of(
                "/v1/datasets/" + dataset,
                "/v1/trainings/" + training,
                "/v1/trainings/" + tuned,
                "/v1/generations/" + generation,
                version(name),
                version("tuned-" + name),
                version(name) + "/artifacts/decoder.onnx")) {
            assertGone(gateway.get(path));
        }
        assertEquals(200, gateway.get("/v1/trainings/" + other).status(), "it was not made of the dataset");
        for (String id : List.of(training, tuned)) {
            assertEquals(
                    new DeleteTraining(id),
                    Loop.commands(Topic.TRAINING_COMMAND, id, 2).getLast().payload());
        }
        assertEquals(
                new CancelGeneration(generation),
                Loop.commands(Topic.GENERATION_COMMAND, generation, 2).getLast().payload());
        awaitRemoval(name);
        awaitRemoval("tuned-" + name);
        await(() -> jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM training_event WHERE training_id IN (:training, :tuned)")
                        .bind("training", training)
                        .bind("tuned", tuned)
                        .mapTo(Integer.class)
                        .one())
                == 0);
    }

    @Test
    void deletesATrainingThatMadeNothing() {
        String id = training(sealedDataset(), "");
        assertEquals(List.of("training " + id + " queued"), named(gateway.delete("/v1/trainings/" + id), "usedBy"));
        Loop.publish(new TrainingFailed(id, new Failure(ErrorCode.TRAINING_DIVERGED, "loss: not a number", false)));
        Loop.awaitHandled(Topic.TRAINING_EVENT);
        assertEquals(200, gateway.delete("/v1/trainings/" + id).status());
        assertGone(gateway.get("/v1/trainings/" + id));
        assertGone(gateway.get("/v1/trainings/" + id + "/film.png"));
        assertEquals(
                new DeleteTraining(id),
                Loop.commands(Topic.TRAINING_COMMAND, id, 2).getLast().payload());
    }

    @Test
    void deletesTheVersionOfATrainingThatWasDeletedTooLate() {
        String dataset = sealedDataset();
        String id = training(dataset, "");
        assertEquals(200, gateway.delete("/v1/trainings/" + id + CASCADE).status());
        complete(id, dataset, name, 1, null);
        awaitRemoval(name);
        assertGone(gateway.get(version(name)));
        assertGone(gateway.get("/v1/trainings/" + id));
    }

    @Test
    void aChampionLeavesToTheOneBeforeIt() {
        ModelVersion first = register(name, 1, "first", null);
        ModelVersion second = register(name, 2, "second", null);
        String path = "/v1/models/" + name + "/versions/2";
        assertEquals(List.of("version " + name + "/2 champion"), named(gateway.delete(path), "usedBy"));
        assertEquals(200, gateway.get(path).status());

        assertEquals(200, gateway.delete(path + CASCADE).status());
        assertEquals(200, gateway.delete(path).status(), "as often as it is asked");
        await(() -> registry.requests("DELETE " + path) == 1);
        Loop.publish(new VersionDeleted(name, 2), new ModelPromoted(name, first, 2), new ModelRegistered(name, second));
        Loop.awaitHandled(Topic.MODEL_EVENT);
        assertEquals(1, champion());
        assertGone(gateway.get(path));
        assertGone(gateway.post("/v1/generations", "{\"model\": \"%s\", \"version\": 2}".formatted(name)));
        assertEquals(
                202,
                gateway.post("/v1/generations", "{\"model\": \"%s\"}".formatted(name))
                        .status());
    }

    @Test
    void theLastVersionLeavesNoModelBehind() {
        register(name, 1, "only", null);
        assertEquals(200, gateway.delete(version(name) + CASCADE).status());
        awaitRemoval(name);
        Loop.publish(new VersionDeleted(name, 1));
        Loop.awaitHandled(Topic.MODEL_EVENT);
        Answer none = gateway.post("/v1/generations", "{\"model\": \"%s\"}".formatted(name));
        assertEquals("MODEL_NOT_FOUND", none.text("code"));
    }

    @Test
    void refusesAVersionThatSomethingIsDrawnWith() {
        register(name, 1, "first", null);
        register(name, 2, "second", null);
        String generation = generation(name);
        Answer refused = gateway.delete(version(name));
        assertEquals(List.of("generation " + generation + " queued"), named(refused, "usedBy"));
        gateway.delete("/v1/generations/" + generation);
        assertEquals(200, gateway.delete(version(name)).status());
        assertEquals(404, gateway.delete("/v1/models/" + name + "/versions/3").status());
    }

    @Test
    void deletesAVersionWhileTheRegistryIsAway() {
        register(name, 1, "only", null);
        registry.setAway(true);
        assertEquals(200, gateway.delete(version(name) + CASCADE).status());
        assertGone(gateway.get(version(name)));
        jdbi.useHandle(handle -> handle.execute("UPDATE model_version SET sweep_at = now() WHERE name = ?", name));
        await(() -> registry.requests("DELETE " + version(name)) > 0);
        registry.setAway(false);
        jdbi.useHandle(handle -> handle.execute("UPDATE model_version SET sweep_at = now() WHERE name = ?", name));
        await(() -> jdbi.withHandle(
                handle -> handle.createQuery("SELECT sweep_at IS NULL FROM model_version WHERE name = :name")
                        .bind("name", name)
                        .mapTo(Boolean.class)
                        .one()));
    }

    @Test
    void tellsTheOwnerOfWhatExpires() {
        String id = training(sealedDataset(), "");
        Loop.publish(new TrainingFailed(id, new Failure(ErrorCode.TRAINING_DIVERGED, "loss: not a number", false)));
        Loop.awaitHandled(Topic.TRAINING_EVENT);
        jdbi.useHandle(
                handle -> handle.execute("UPDATE ledger SET expires_at = now() - interval '1 s' WHERE id = ?", id));
        assertEquals(
                new DeleteTraining(id),
                Loop.commands(Topic.TRAINING_COMMAND, id, 2).getLast().payload());
    }

    private static void assertGone(Answer answer) {
        assertEquals(410, answer.status(), answer::toString);
        assertEquals("GONE", answer.text("code"), answer::toString);
        assertTrue(answer.text("detail").contains("was deleted"), answer::toString);
    }

    private static List<String> named(Answer answer, String member) {
        return answer.json()
                .path(member)
                .valueStream()
                .map(one -> text(one, "kind") + " " + text(one, "id") + " " + text(one, "state"))
                .toList();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    private int champion() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT champion FROM model WHERE name = :name")
                .bind("name", name)
                .mapTo(Integer.class)
                .one());
    }

    private String dataset() {
        String upload =
                gateway.upload("faces.zip", BodyPublishers.ofString("archive")).text("id");
        return gateway.post("/v1/datasets", "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, upload))
                .text("id");
    }

    private String sealedDataset() {
        String id = dataset();
        Loop.publish(new DatasetSealed(
                id, name, Layout.LFW, new SplitCounts(8, 1, 1), 0, Loop.BLOB, Loop.BLOB, Loop.BLOB, 1.5));
        await(() -> gateway.get("/v1/datasets/" + id).text("status").equals("sealed"));
        return id;
    }

    private String training(String dataset, String more) {
        Answer accepted = gateway.post(
                "/v1/trainings", "{%s\"datasetId\": \"%s\"}".formatted(more.isEmpty() ? "" : more + ", ", dataset));
        assertEquals(202, accepted.status(), accepted::toString);
        return accepted.text("id");
    }

    private String tuning() {
        return "\"fineTuning\": {\"modelName\": \"%s\", \"version\": 1}".formatted(name);
    }

    private String generation(String model) {
        Answer accepted = gateway.post("/v1/generations", "{\"model\": \"%s\", \"version\": 1}".formatted(model));
        assertEquals(202, accepted.status(), accepted::toString);
        return accepted.text("id");
    }

    private void complete(String training, String dataset, String model, int number, @Nullable ParentVersion parent) {
        ModelVersion version = register(model, number, training, parent);
        Loop.publish(new TrainingCompleted(training, model, number, version.digest(), Map.of(), 1));
        Loop.awaitHandled(Topic.TRAINING_EVENT);
    }

    /** A champion, as the registry tells of it. */
    private ModelVersion register(String model, int number, String training, @Nullable ParentVersion parent) {
        ModelVersion version = Loop.trainedVersion(store, model, number, training, "b".repeat(64), parent);
        Loop.promote(registry, version);
        return version;
    }

    private static String version(String model) {
        return "/v1/models/" + model + "/versions/1";
    }

    private void awaitRemoval(String model) {
        await(() -> registry.requests("DELETE " + version(model)) > 0);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }
}
