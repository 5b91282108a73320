package io.likeness.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.model.GateDecided;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelRegistered;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.platform.store.ObjectStore;
import io.likeness.registry.RegistryCaller.Answer;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistrySettings;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "registry"))
class RegistryComponentTest {
    private static final Duration RECOVERY = Duration.ofSeconds(40);

    private final ObjectStore store = TestStore.open();
    private final String model = "model-" + UUID.randomUUID();
    private final RegistryCaller registry =
            RegistryCaller.of(URI.create(ConfigProvider.getConfig().getValue("test.url", String.class)));

    @Test
    void answersARepeatedRegistrationWithTheSameVersion() {
        TrainedVersion trained = trained("a", 0.01);
        Answer first = registry.register(trained);
        Answer second = registry.register(trained);
        assertEquals(201, first.status());
        assertEquals(200, second.status());
        assertEquals(first.version(), second.version());
        assertEquals(1, first.version().version());
        assertEquals(first.version(), champion());
        assertEquals(
                first.version(),
                registry.get("/v1/models/" + model + "/versions/1").version());
    }

    @Test
    void refusesOtherContentForARegisteredTrainingOrDigest() {
        TrainedVersion trained = trained("a", 0.01);
        registry.register(trained);
        Answer otherLoss =
                registry.register(trained.measured(TrainedVersion.VALIDATION_SET, TrainedVersion.MEASURE, 0.02));
        Answer otherTraining = registry.register(trained.claimedBy(model + "-b"));
        assertEquals(409, otherLoss.status());
        assertEquals("application/problem+json", otherLoss.mediaType());
        assertEquals("STATE_CONFLICT", otherLoss.code());
        assertEquals(409, otherTraining.status());
        assertEquals(1, history().path("versions").size());
    }

    @Test
    void servesOnlyWhatIsNotWorseThanTheChampion() {
        ModelVersion first = registry.register(trained("first", 0.010)).version();
        assertEquals(first, champion());
        registry.register(trained("worse", 0.011));
        evaluate();
        assertEquals(first, champion());
        TrainedVersion elsewhere = trained("elsewhere", 0.009).measured("e".repeat(64), TrainedVersion.MEASURE, 0.009);
        ModelVersion better = registry.register(elsewhere).version();
        assertEquals(first, champion(), "until it was compared");
        evaluate();
        assertEquals(better, champion(), "also when it was trained on other faces");
        assertEquals(
                List.of(
                        "keeps every rule, compared with champion 1 on 512 real faces",
                        "sampleFrechetDistance 11 is above 10.5, the champion's is 10; compared with champion 1 on 512 real faces",
                        "no version of " + model + " serves"),
                history().path("decisions").findValuesAsText("reason").stream()
                        .filter(reason -> !reason.matches("[a-zA-Z]+ [0-9.]+ is at .*|labelEffectLoss was .*"))
                        .filter(reason ->
                                !reason.equals("sampleFrechetDistance 11 is above 10.5, the champion's is 10"))
                        .toList());
        assertEquals(List.of("3", "1"), history().path("serving").findValuesAsText("version"));
        assertEquals(
                history().path("serving").get(0).path("from"),
                history().path("serving").get(1).path("until"));
        assertEquals(
                List.of("3"),
                registry.get("/v1/champions")
                        .json()
                        .valueStream()
                        .filter(version -> version.path("name").asText().equals(model))
                        .map(version -> version.path("version").asText())
                        .toList());
    }

    @Test
    void announcesARegistrationInOrderWithItsCorrelation() {
        ModelVersion version = registry.register(trained("a", 0.01)).version();
        List<ConsumerRecord<String, byte[]>> records = ModelTopic.await(model, 3);
        assertEquals(
                List.of(
                        new ModelRegistered(model, version),
                        new GateDecided(model, 1, true, "no version of " + model + " serves"),
                        new ModelPromoted(model, version, null)),
                ModelTopic.payloads(records));
        EventHeaders headers = ModelTopic.decode(records.getLast()).headers();
        assertEquals("likeness.model.event.v1.ModelPromoted", headers.type());
        assertEquals("/likeness/model-registry", headers.source());
        assertEquals(model, headers.subject());
        assertEquals("correlation-" + model + "-a", headers.correlationId());
        assertEquals(
                3,
                records.stream()
                        .map(record -> ModelTopic.decode(record).headers().id())
                        .distinct()
                        .count());
    }

    @Test
    void namesTheChampionBeforeInAPromotion() {
        registry.register(trained("a", 0.010));
        ModelVersion second = registry.register(trained("b", 0.009)).version();
        evaluate();
        assertEquals(
                new ModelPromoted(model, second, 1),
                ModelTopic.payloads(ModelTopic.await(model, 6)).getLast());
    }

    @Test
    void numbersConcurrentRegistrationsOfOneNameWithoutGaps() throws Exception {
        List<TrainedVersion> trained =
                IntStream.range(0, 6).mapToObj(i -> trained("t" + i, 0.01)).toList();
        Set<Integer> numbers = atOnce(trained).stream()
                .map(answer -> answer.version().version())
                .collect(Collectors.toSet());
        assertEquals(Set.of(1, 2, 3, 4, 5, 6), numbers);
        assertEquals(1, history().path("serving").size());
    }

    @RepeatedTest(10)
    void registersOnceWhatIsSentManyTimesAtOnce() throws Exception {
        TrainedVersion trained = trained("a", 0.01);
        List<Integer> statuses = atOnce(List.of(trained, trained, trained, trained, trained, trained)).stream()
                .map(Answer::status)
                .sorted()
                .toList();
        assertEquals(List.of(200, 200, 200, 200, 200, 201), statuses);
        assertEquals(1, history().path("versions").size());
    }

    @Test
    void refusesAManifestWhoseFilesAreNotInTheStoreAsClaimed() {
        ObjectReference decoder = TrainedVersion.put(store, model, ModelManifest.DECODER);
        ObjectReference absent = new ObjectReference("models", model + "/absent", decoder.sha256(), 9, "text/plain");
        ObjectReference other =
                new ObjectReference("models", decoder.key(), "0".repeat(64), decoder.bytes(), decoder.mediaType());
        Answer missing = register(Map.of(ModelManifest.DECODER, decoder, ModelManifest.DENSITY, absent));
        Answer wrong = register(Map.of(ModelManifest.DECODER, other, ModelManifest.DENSITY, decoder));
        Answer undecodable = register(Map.of(ModelManifest.DENSITY, decoder));
        assertEquals(400, missing.status());
        assertEquals("INVALID_REQUEST", missing.code());
        assertEquals("DIGEST_MISMATCH", wrong.code());
        assertEquals(400, undecodable.status());
        assertEquals(
                "manifest.artifacts",
                undecodable.json().path("violations").get(0).path("field").asText());
        assertEquals(404, registry.get("/v1/models/" + model).status());
    }

    @Test
    void answersUnknownModelsAndVersionsAsNotFound() {
        registry.register(trained("a", 0.01));
        assertEquals("MODEL_NOT_FOUND", registry.get("/v1/models/absent").code());
        Answer version = registry.get("/v1/models/" + model + "/versions/2");
        assertEquals(404, version.status());
        assertEquals("MODEL_NOT_FOUND", version.code());
    }

    @Test
    void letsNobodyChangeARegisteredVersion() throws SQLException {
        registry.register(trained("a", 0.01));
        TestPlatform platform = TestPlatform.shared();
        try (Connection connection = DriverManager.getConnection(
                        platform.databaseAddress(), "registry", platform.databasePassword("registry"));
                Statement statement = connection.createStatement()) {
            SQLException refused = assertThrows(
                    SQLException.class,
                    () -> statement.execute(
                            "UPDATE model_version SET validation_loss = 0 WHERE model_name = '" + model + "'"));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("expected rows that never change, found a UPDATE"));
        }
    }

    @Test
    void announcesWhatWasRegisteredWhileKafkaWasAway() {
        TestPlatform.shared().broker().kill();
        try {
            assertEquals(201, registry.register(trained("a", 0.01)).status());
        } finally {
            TestPlatform.shared().broker().start();
        }
        assertEquals(3, ModelTopic.await(model, 3).size());
    }

    @Test
    void answersThatTheDatabaseIsAwayAndServesWhenItIsBack() {
        TrainedVersion trained = trained("a", 0.01);
        TestPlatform.shared().database().kill();
        try {
            Answer away = registry.register(trained);
            assertEquals(503, away.status());
            assertEquals("DATABASE_UNAVAILABLE", away.code());
            assertEquals("5", away.retryAfter());
        } finally {
            TestPlatform.shared().database().start();
        }
        Awaitility.await()
                .atMost(RECOVERY)
                .until(() -> registry.register(trained).status(), status -> status == 200 || status == 201);
        assertEquals(1, history().path("versions").size());
    }

    private TrainedVersion trained(String suffix, double loss) {
        return TrainedVersion.store(store, model, model + "-" + suffix, loss);
    }

    private Answer register(Map<String, ObjectReference> artifacts) {
        return registry.register(
                TrainedVersion.store(store, model, model + "-" + artifacts.hashCode(), 0.01, artifacts));
    }

    private void evaluate() {
        TestEvaluator.answer(
                () -> Json.decode(registry.get("/v1/models/" + model).body(), ModelHistory.class),
                new HttpRegistryClient(new RegistrySettings(
                        registry.base(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(20),
                        1,
                        Duration.ofMillis(100),
                        1 << 23)));
    }

    private JsonNode history() {
        return registry.get("/v1/models/" + model).json();
    }

    private List<Answer> atOnce(List<TrainedVersion> trained) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = trained.stream()
                    .<Callable<Answer>>map(one -> () -> registry.register(one))
                    .toList();
            List<Future<Answer>> answers = callers.invokeAll(calls);
            return answers.stream().map(Future::resultNow).toList();
        }
    }

    private ModelVersion champion() {
        return registry.get("/v1/models/" + model + "/champion").version();
    }
}
