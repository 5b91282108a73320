package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.GenerationFailed;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.ObjectStore;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.ServerSwitch;
import io.likeness.testkit.TestPlatform;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers see while a server is away, and when requests are repeated. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class OutagesComponentTest {
    private static final Duration PROMPT = Duration.ofSeconds(2);

    /** A second for each connection of the pool, which is found to be broken, and some for a new one. */
    private static final Duration ALL_CONNECTIONS = Duration.ofSeconds(12);

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private final Caller gateway = new Caller();
    private final TestPlatform platform = TestPlatform.shared();
    private final String name = "faces-" + UUID.randomUUID().toString().substring(0, 8);
    private final String body = "{\"model\": \"%s\"}".formatted(name);

    @Inject
    ObjectStore store;

    @SuppressWarnings("NullAway.Init") // The test resource injects itself.
    FakeRegistry registry;

    @BeforeEach
    void promoteAModel() {
        // The test before may have stopped the store.
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptionsMatching(failure -> failure instanceof LikenessException own && own.retriable())
                .untilAsserted(() -> registry.add(Loop.version(store, name)));
        assertEquals(202, generate().status());
    }

    @Test
    void acceptsWhileKafkaIsAwayAndCommandsOnceWhenItIsBack() {
        platform.broker().kill();
        Answer accepted;
        try {
            accepted = generate("Idempotency-Key", name);
            assertEquals(202, accepted.status(), accepted::toString);
            assertPrompt(accepted);
        } finally {
            platform.broker().start();
        }
        String id = accepted.text("id");
        Loop.commands(Topic.GENERATION_COMMAND, id, 1);
        assertEquals(id, generate("Idempotency-Key", name).text("id"));
        String behind = generate().text("id");
        Loop.commands(Topic.GENERATION_COMMAND, behind, 1);
        assertEquals(1, Loop.commands(Topic.GENERATION_COMMAND, id, 1).size());
        Loop.publish(new GenerationFailed(id, new Failure(ErrorCode.INTERNAL_ERROR, "heard", false)));
        Awaitility.await()
                .atMost(RECOVERY)
                .until(() -> gateway.get("/v1/generations/" + id).text("status").equals("failed"));
    }

    @Test
    void acceptsWhileTheStoreIsAway() {
        platform.store().kill();
        try {
            Answer accepted = generate();
            assertEquals(202, accepted.status(), accepted::toString);
            assertPrompt(accepted);
            Answer upload = gateway.upload("faces.zip", BodyPublishers.ofString("an archive"));
            assertEquals(503, upload.status(), upload::toString);
            assertEquals("OBJECT_STORE_UNAVAILABLE", upload.text("code"));
            Answer ready = gateway.get("/q/health/ready");
            assertEquals(200, ready.status(), ready::toString);
            Answer servers = gateway.get("/q/health/group/servers");
            assertEquals(503, servers.status(), servers::toString);
        } finally {
            platform.store().start();
        }
    }

    @Test
    void saysWhenToComeBackWhileTheDatabaseIsAway() {
        ServerSwitch database = platform.database();
        database.kill();
        try {
            for (int request = 0; request < 3; request++) {
                Answer refused = generate("Idempotency-Key", name + "-database");
                assertEquals(503, refused.status(), refused::toString);
                assertEquals("DATABASE_UNAVAILABLE", refused.text("code"));
                assertEquals("5", refused.header("Retry-After"));
                assertPrompt(refused);
            }
        } finally {
            database.start();
        }
        Awaitility.await()
                .atMost(RECOVERY)
                .until(() -> generate("Idempotency-Key", name + "-database").status() == 202);
        String id = generate("Idempotency-Key", name + "-database").text("id");
        assertEquals(1, Loop.commands(Topic.GENERATION_COMMAND, id, 1).size());
    }

    @Test
    void saysWithinSecondsThatTheDatabaseStandsStill() {
        ServerSwitch database = platform.database();
        database.pause();
        try {
            Answer refused = generate("Idempotency-Key", name + "-paused");
            assertEquals(503, refused.status(), refused::toString);
            assertEquals("DATABASE_UNAVAILABLE", refused.text("code"));
            assertTrue(refused.took().compareTo(ALL_CONNECTIONS) < 0, refused::toString);
        } finally {
            database.resume();
        }
    }

    @Test
    void answersWithTheAcceptedJobWhenTheDatabaseGoesAwayWhileTheCallerWaits() throws Exception {
        String before = newest();
        ServerSwitch database = platform.database();
        try (ExecutorService caller = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> waiting = caller.submit(() -> generate("Prefer", "wait=5"));
            Awaitility.await().until(() -> !newest().equals(before));
            database.kill();
            Answer accepted = waiting.get();
            assertEquals(202, accepted.status(), accepted::toString);
            assertEquals("queued", accepted.text("status"));
        } finally {
            database.start();
        }
    }

    @Test
    void answersEqualRequestsThatArriveTogetherWithOneJob() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, 12)
                    .mapToObj(caller -> callers.submit(() -> generate("Idempotency-Key", name)))
                    .toList();
            Set<String> jobs = new HashSet<>();
            for (Future<Answer> answer : answers) {
                assertEquals(202, answer.get().status(), answer.get()::toString);
                jobs.add(answer.get().text("id") + answer.get().text("seed"));
            }
            assertEquals(1, jobs.size(), jobs::toString);
        }
        String id = generate("Idempotency-Key", name).text("id");
        assertEquals(1, Loop.commands(Topic.GENERATION_COMMAND, id, 1).size());
    }

    @Test
    void refusesAnotherBodyUnderAUsedKey() {
        assertEquals(202, generate("Idempotency-Key", name).status());
        Answer refused = gateway.post(
                "/v1/generations", "{\"model\": \"%s\", \"count\": 2}".formatted(name), "Idempotency-Key", name);
        assertEquals(422, refused.status(), refused::toString);
        assertEquals("IDEMPOTENCY_KEY_REUSED", refused.text("code"));
        Answer spaced =
                gateway.post("/v1/generations", " { \"model\" : \"%s\" } ".formatted(name), "Idempotency-Key", name);
        assertEquals(202, spaced.status(), "the same request in other white space");
    }

    @Test
    void answersARepeatedRequestWithoutStoreAndRegistry() {
        String labelled = name + "-labelled";
        registry.add(Loop.labelledVersion(store, labelled));
        String faces = "{\"model\": \"%s\", \"labels\": {\"age\": 40}}".formatted(labelled);
        Answer generation = gateway.post("/v1/generations", faces, "Idempotency-Key", labelled);
        assertEquals(202, generation.status(), generation::toString);

        String upload =
                gateway.upload("faces.zip", BodyPublishers.ofString("archive")).text("id");
        String dataset = gateway.post(
                        "/v1/datasets", "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, upload))
                .text("id");
        registry.add(Loop.versionWithReport(store, name + "-base", "{\"configuration\": {}}"));
        String run = "{\"datasetId\": \"%s\", \"fineTuning\": {\"modelName\": \"%s-base\", \"version\": 1}}"
                .formatted(dataset, name);
        Answer training = gateway.post("/v1/trainings", run, "Idempotency-Key", name);
        assertEquals(202, training.status(), training::toString);

        platform.store().kill();
        registry.setAway(true);
        try {
            Answer again = gateway.post("/v1/generations", faces, "Idempotency-Key", labelled);
            assertEquals(202, again.status(), again::toString);
            assertEquals(generation.text("id"), again.text("id"));
            assertEquals(
                    training.text("id"),
                    gateway.post("/v1/trainings", run, "Idempotency-Key", name).text("id"));
        } finally {
            registry.setAway(false);
            platform.store().start();
        }
    }

    private String newest() {
        return gateway.get("/v1/generations?limit=1").json().path(0).path("id").asText();
    }

    private Answer generate(String... headers) {
        return gateway.post("/v1/generations", body, headers);
    }

    private static void assertPrompt(Answer answer) {
        assertTrue(
                answer.took().compareTo(PROMPT) < 0,
                () -> "expected an answer within " + PROMPT + ", found " + answer.took());
    }
}
