package io.likeness.system;

import static io.likeness.system.DrawnLoop.ANSWER_LIMIT;
import static io.likeness.system.DrawnLoop.CORRELATION;
import static io.likeness.system.DrawnLoop.MODEL;
import static io.likeness.system.DrawnLoop.RECOVERY_LIMIT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.dataset.CancelImport;
import io.likeness.contracts.evaluation.EvaluateVersions;
import io.likeness.contracts.generation.CancelGeneration;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.model.GateRules;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.training.StartTraining;
import io.likeness.system.GatewayClient.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole loop over HTTP, its events as they lie on Kafka, the death of every part, and a restart. One system for all. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LoopSystemTest {
    private static StartedSystem system;
    private static DrawnLoop loop;
    private static byte[] firstFace = {};
    private static String firstJob = "";

    @BeforeAll
    static void start() throws Exception {
        system = StartedSystem.start("system");
        loop = new DrawnLoop(system);
    }

    @AfterAll
    static void stop() throws Exception {
        system.close();
    }

    @Test
    @Order(0)
    void whoeverHasThePageAloneGetsFromPhotosToFaces() throws Exception {
        new PageStory(system.address()).tell();
    }

    @Test
    @Order(1)
    void photosGoInAndFacesComeOut() throws Exception {
        loop.importDataset();
        JsonNode training = loop.train(2);
        assertEquals(MODEL, training.path("modelName").asText());
        assertEquals(1, training.path("version").asInt());
        assertEquals(2, training.path("history").size());
        loop.requireLabelsAndDirections();

        Answer accepted = gateway().post("/v1/generations", Map.of("model", MODEL, "count", 5, "seed", 7), CORRELATION);
        assertEquals(202, accepted.status(), accepted.describe());
        assertEquals(
                "succeeded", loop.awaitGeneration(accepted.id()).path("status").asText());
        firstJob = accepted.id();
        firstFace = loop.image(firstJob, 0);
        BufferedImage face = ImageIO.read(new ByteArrayInputStream(firstFace));
        assertEquals(64, face.getWidth());
        assertEquals(64, face.getHeight());
        BufferedImage grid = ImageIO.read(new ByteArrayInputStream(gateway()
                .get("/v1/generations/" + firstJob + "/grid.png")
                .response()
                .body()));
        assertTrue(grid.getWidth() >= 3 * 64, "five faces take a grid of three columns");

        // One that takes long enough to announce its start.
        Answer many = gateway().post("/v1/generations", Map.of("model", MODEL, "count", 1000), CORRELATION);
        assertEquals("succeeded", loop.awaitGeneration(many.id()).path("status").asText());
    }

    @Test
    @Order(2)
    void aBetterVersionIsPromotedAndAWorseOneIsNotWhateverItsData() throws Exception {
        assertEquals(2, loop.decided(loop.train(4)).at("/champion/version").asInt());
        JsonNode refused = loop.decided(loop.train(1));
        assertEquals(
                2,
                refused.at("/champion/version").asInt(),
                refused.path("decisions").toString());
        String more = loop.importMore();
        JsonNode model =
                loop.decided(loop.trained(Map.of("datasetId", more, "modelName", MODEL, "epochs", 4, "seed", 1)));
        assertEquals(
                4,
                model.at("/champion/version").asInt(),
                model.path("decisions").toString());
        assertEquals(2, model.at("/decisions/0/champion").asInt());
        assertEquals(
                GateRules.standard(MODEL).rules().size(),
                model.at("/decisions/0/findings").size());
    }

    @Test
    @Order(3)
    void aVersionIsTakenBackByOneCallAndPromotedByAnother() throws Exception {
        new TakenBackStory(system, loop, CORRELATION).tell();
    }

    @Test
    @Order(2)
    void smallFacesInColourAreLearnedAndTunedAndDrawn() throws Exception {
        new ColourStory(system, loop, CORRELATION).tell();
    }

    @Test
    @Order(2)
    void anUploadIsAllThatItTakesToHaveAnotherVersionServe() throws Exception {
        new FollowingStory(system, CORRELATION).tell();
    }

    @ParameterizedTest
    @Order(3)
    @EnumSource
    void everyOperationEndsAsImagesOrWithItsReason(OperationStory story) throws Exception {
        story.tell(new FaceCalls(gateway(), MODEL, CORRELATION));
    }

    @Test
    @Order(3)
    void commandsOfTheLauncherDoWhatTheApiDoes() throws Exception {
        new CommandStory(system, MODEL, firstFace).tell();
    }

    @Test
    @Order(3)
    void whatCannotBeDoneEndsWithItsReason() throws Exception {
        String upload = gateway()
                .upload("not-an-archive.zip", new byte[1000], CORRELATION)
                .id();
        Answer dataset = gateway().post("/v1/datasets", Map.of("name", "nothing", "uploadId", upload), CORRELATION);
        JsonNode rejected = gateway().awaitEnd("/v1/datasets/" + dataset.id(), RECOVERY_LIMIT);
        assertEquals("rejected", rejected.path("status").asText());
        assertEquals(
                "UNSUPPORTED_ARCHIVE", rejected.path("failure").path("code").asText());

        StartTraining late = new StartTraining(
                "too-late", loop.datasetId(), MODEL, "seed", 1, 1, Instant.parse("2020-01-01T00:00:00Z"));
        system.produce(late, CORRELATION);
        system.awaitEvent(late.trainingId(), "likeness.training.event.v1.TrainingFailed", RECOVERY_LIMIT);

        ModelVersion registered = Json.decode(
                gateway().get("/v1/models/" + MODEL + "/versions/1").response().body(), ModelVersion.class);
        EvaluateVersions unmeasured =
                new EvaluateVersions("of-no-dataset", elsewhere(registered), elsewhere(registered));
        system.produce(unmeasured, CORRELATION);
        system.awaitEvent(unmeasured.evaluationId(), "likeness.evaluation.event.v1.EvaluationFailed", RECOVERY_LIMIT);

        GenerateFaces absent = new GenerateFaces("no-such-version", MODEL, 99, 1, 1);
        system.produce(absent, CORRELATION);
        system.awaitEvent(absent.generationId(), "likeness.generation.event.v1.GenerationFailed", RECOVERY_LIMIT);
    }

    /** The same, said to be of a dataset that never was. */
    private static ModelVersion elsewhere(ModelVersion version) {
        return new ModelVersion(
                version.name(),
                version.version(),
                version.digest(),
                version.manifest(),
                version.trainingId(),
                "no-such-dataset",
                version.datasetDigest(),
                version.validationDigest(),
                version.measure(),
                version.validationLoss(),
                version.metrics(),
                version.registeredAt(),
                null);
    }

    @Test
    @Order(4)
    void aTrainingThatRunsIsCancelledOnce() throws Exception {
        Answer accepted = gateway()
                .post(
                        "/v1/trainings",
                        Map.of("datasetId", loop.datasetId(), "modelName", MODEL, "epochs", 10_000),
                        CORRELATION);
        String path = "/v1/trainings/" + accepted.id();
        gateway().awaitStart(path, RECOVERY_LIMIT);
        assertEquals(
                202, gateway().post(path + "/cancel", Map.of(), CORRELATION).status());
        assertEquals(
                "canceled",
                gateway().awaitEnd(path, RECOVERY_LIMIT).path("status").asText());
        assertEquals(
                202, gateway().post(path + "/cancel", Map.of(), CORRELATION).status(), "asked again");
    }

    @Test
    @Order(4)
    void aCancelThatComesBeforeItsWorkIsAnswered() throws Exception {
        String generation = UUID.randomUUID().toString();
        system.produce(new CancelGeneration(generation), CORRELATION);
        system.awaitEvent(generation, "likeness.generation.event.v1.GenerationCancelled", RECOVERY_LIMIT);
        String dataset = UUID.randomUUID().toString();
        system.produce(new CancelImport(dataset), CORRELATION);
        system.awaitEvent(dataset, "likeness.dataset.event.v1.DatasetImportCancelled", RECOVERY_LIMIT);
    }

    @Test
    @Order(4)
    void whatAUserHasMadeIsTakenBackAndNothingStays() throws Exception {
        new DeletionStory(system, CORRELATION).tell();
    }

    @Test
    @Order(4)
    void whatIsWrongWithADatasetIsDealtWithInItsNextVersion() throws Exception {
        new RevisionStory(system, CORRELATION).tell();
    }

    @Test
    @Order(4)
    void aPhotoThatIsTakenBackIsNowhereLeft() throws Exception {
        new ErasureStory(system, CORRELATION).tell();
    }

    @Test
    @Order(5)
    void everyEventOnKafkaIsInTheCatalogueWithItsHeadersAndFitsItsSchema() throws Exception {
        RawEvents events = RawEvents.readAll(system.bootstrapServers());
        events.requireValid();
        assertEquals(
                Set.of("likeness.dataset.event.v1.ErasureFailed"),
                events.missingTypes(),
                "every type of the catalogue was seen, but the one that takes a command which fits no schema");
        Set<String> without = RawEvents.typesOfTheLoop();
        without.removeAll(events.typesCausedBy(CORRELATION));
        assertEquals(Set.of(), without, "one correlation from the request to the last event");
    }

    /** Of parts whose work is not one another's, two at a time, the one that works longest first. */
    static Stream<List<String>> partsThatDie() {
        return Stream.of(
                List.of("ingest-service", "generator-service"),
                List.of("trainer-service"),
                List.of("model-registry"),
                List.of("kafka"),
                List.of("object-store"));
    }

    @ParameterizedTest
    @Order(6)
    @MethodSource("partsThatDie")
    void whatWasTakenBeforeAndDuringTheDeathOfPartsEndsOnce(List<String> parts) throws Exception {
        String correlation = "death-of-" + String.join("-and-", parts);
        List<DrawnLoop.Work> works = parts.stream().map(loop::workOf).toList();
        List<DrawnLoop.Accepted> accepted = new ArrayList<>();
        for (DrawnLoop.Work work : works) {
            DrawnLoop.Accepted before = loop.begin(work, correlation);
            gateway().awaitStart(before.path(), RECOVERY_LIMIT);
            accepted.add(before);
        }

        Map<String, ProcessHandle> dead = new LinkedHashMap<>();
        for (String part : parts) {
            dead.put(part, system.kill(part));
        }
        for (DrawnLoop.Work work : works) {
            accepted.add(loop.begin(work, correlation));
        }
        accepted.add(loop.begin(DrawnLoop.TWO_FACES, correlation));
        dead.forEach(system::awaitRestart);

        for (DrawnLoop.Accepted each : accepted) {
            loop.requireOneGoodEnd(each);
        }
    }

    @Test
    @Order(6)
    void aVersionComesToServeWhateverDiesMeanwhile() throws Exception {
        new RolloutDeathStory(system, loop, CORRELATION).tell();
    }

    @Test
    @Order(7)
    void aRequestWhileTheDatabaseIsDeadIsToldToComeBackAndNothingIsLost() throws Exception {
        Answer before = gateway().post("/v1/generations", Map.of("model", MODEL, "count", 200), "death-of-database");
        assertEquals(202, before.status(), before.describe());
        ProcessHandle dead = system.kill("postgresql");
        Answer during = gateway().post("/v1/generations", Map.of("model", MODEL, "count", 1), "death-of-database");
        assertTrue(during.took().compareTo(ANSWER_LIMIT) < 0, "answered after " + during.took());
        if (during.status() != 202) {
            assertEquals(503, during.status(), during.describe());
            assertTrue(during.response().headers().firstValue("Retry-After").isPresent());
        }
        system.awaitRestart("postgresql", dead);
        assertEquals(
                "succeeded", loop.awaitGeneration(before.id()).path("status").asText());
        if (during.status() == 202) {
            assertEquals(
                    "succeeded",
                    loop.awaitGeneration(during.id()).path("status").asText());
        }
        Answer after = Awaitility.await("an answer after the database is back")
                .atMost(RECOVERY_LIMIT)
                .until(
                        () -> gateway().post("/v1/generations", Map.of("model", MODEL, "count", 1), "after-database"),
                        answer -> answer.status() == 202);
        assertEquals(
                "succeeded", loop.awaitGeneration(after.id()).path("status").asText());
    }

    @Test
    @Order(8)
    void aRequestRepeatedAfterTheGatewaysDeathIsOneJob() throws Exception {
        Map<String, Object> body = Map.of("model", MODEL, "count", 3, "seed", 5);
        Answer first = gateway().post("/v1/generations", body, "death-of-gateway", "one-job");
        assertEquals(202, first.status(), first.describe());
        ProcessHandle dead = system.kill("gateway");
        system.awaitRestart("gateway", dead);
        Answer repeated = Awaitility.await("an answer of the restarted gateway")
                .atMost(RECOVERY_LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> gateway().post("/v1/generations", body, "death-of-gateway", "one-job"),
                        answer -> answer.status() == 202);
        assertEquals(first.id(), repeated.id());
        assertEquals(
                "succeeded", loop.awaitGeneration(first.id()).path("status").asText());
        loop.requireOneEnd(first.id(), "likeness.generation.event.v1.FacesGenerated");
    }

    @Test
    @Order(9)
    void everyChildIsGoneTenSecondsAfterTheSupervisorAndARestartFindsModelsAndResults() throws Exception {
        List<ProcessHandle> children = system.children();
        assertEquals(8, children.size());
        system.supervisor().destroyForcibly();
        Awaitility.await("death of the children")
                .atMost(Duration.ofSeconds(10))
                .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));

        system.up();
        assertArrayEquals(firstFace, loop.image(firstJob, 0));
        Answer again = gateway()
                .post("/v1/generations", Map.of("model", MODEL, "version", 1, "count", 1, "seed", 7), CORRELATION);
        assertEquals(202, again.status(), again.describe());
        assertEquals(
                "succeeded", loop.awaitGeneration(again.id()).path("status").asText());
        assertArrayEquals(firstFace, loop.image(again.id(), 0), "same model, seed and index, same bytes");
    }

    @Test
    @Order(10)
    void downLeavesNoProcessBehind() throws Exception {
        List<ProcessHandle> children = system.children();
        system.down();
        assertTrue(children.stream().noneMatch(ProcessHandle::isAlive), "every child has ended");
    }

    private static GatewayClient gateway() {
        return system.gateway();
    }
}
