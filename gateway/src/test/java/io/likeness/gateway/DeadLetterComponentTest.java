package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.TestPlatform;
import io.likeness.testkit.TopicReader;
import io.likeness.testkit.TopicWriter;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of records that a consumer could not handle: the gateway's own and those of other services. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class DeadLetterComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOPIC = "likeness.training.event.v1";

    private final Caller gateway = new Caller();
    private final TestPlatform platform = TestPlatform.shared();
    /** Of a service that does not exist, so that each test sees its own letters alone. */
    private final String consumer = "consumer-" + UUID.randomUUID();

    private final String key = "key-" + UUID.randomUUID();

    @Inject
    Jdbi jdbi;

    @Test
    void showsWhatTheGatewayItselfCouldNotReadAndReplaysItUntilItIsDiscarded() {
        send(TOPIC, key, Map.of("ce_id", "1".getBytes(UTF_8)), new byte[] {0, (byte) 0xff});
        JsonNode letter = letterOf("gateway", key, 1).getFirst();
        assertEquals("new", letter.path("state").asText());
        assertEquals(TOPIC, letter.path("topic").asText());
        assertEquals("MALFORMED_EVENT", letter.path("code").asText());
        assertEquals(
                "ce_specversion: expected a header, found none",
                letter.path("reason").asText());
        String self = letter.path("links").path("self").asText();
        JsonNode details = gateway.get(self).json();
        assertEquals("AP8=", details.path("payloadBase64").asText());
        assertFalse(details.has("payload"));

        Answer replayed = gateway.post(self + "/replay", "");
        assertEquals(200, replayed.status(), replayed::toString);
        assertEquals("replayed", replayed.text("state"));
        assertTrue(replayed.json().has("decidedAt"));
        JsonNode again = letterOf("gateway", key, 2).getFirst();
        assertEquals(letter.path("id"), again.path("formerId"), "a letter that failed again names the former");

        Answer discarded = gateway.post(again.path("links").path("self").asText() + "/discard", "");
        assertEquals("discarded", discarded.text("state"));
        assertConflict(gateway.post(again.path("links").path("self").asText() + "/discard", ""), "a discarded one");
        assertConflict(gateway.post(again.path("links").path("self").asText() + "/replay", ""), "a discarded one");
    }

    @Test
    void replaysToTheConsumerThatFailedAloneAndAsItWas() {
        String training = training();
        Event<Payload> event = Loop.event(new TrainingCancelled(training));
        bury(training, event, Map.of("consumer", "trainer-service"));
        JsonNode letter = letterOf("trainer-service", training, 1).getFirst();
        assertEquals(event.headers().type(), letter.path("type").asText());
        assertEquals("correlation-of-test", letter.path("correlationId").asText());
        String self = letter.path("links").path("self").asText();
        assertEquals(
                training,
                gateway.get(self).json().path("payload").path("trainingId").asText());

        assertEquals(200, gateway.post(self + "/replay", "").status());
        try (TopicReader reader = TopicReader.open(platform.bootstrapServers(), TOPIC)) {
            ConsumerRecord<String, byte[]> sent = reader.await(PATIENCE, record -> training.equals(record.key()));
            assertArrayEquals(event.encodePayload(), sent.value());
            Map<String, String> headers = new LinkedHashMap<>();
            Loop.headers(sent).forEach((name, value) -> headers.put(name, new String(value, UTF_8)));
            Map<String, String> expected = new LinkedHashMap<>();
            event.headers().encode().forEach((name, value) -> expected.put(name, new String(value, UTF_8)));
            expected.put("likeness_replay_for", "trainer-service");
            expected.put("likeness_replay_of", letter.path("id").asText());
            assertEquals(expected, headers);
        }
        Loop.awaitHandled(Topic.TRAINING_EVENT);
        assertEquals("queued", gateway.get("/v1/trainings/" + training).text("status"), "it was not for the gateway");
        Loop.publish(new TrainingCancelled(training));
        await().atMost(PATIENCE)
                .until(() ->
                        gateway.get("/v1/trainings/" + training).text("status").equals("canceled"));
    }

    @Test
    void replaysNothingThatHasEndedOrIsNotWholeOrNobodyFailedAt() {
        bury(key, Loop.event(new TrainingCancelled(key)), Map.of("consumer", consumer, "ended", "true"));
        assertConflict(
                gateway.post(self(letterOf(consumer, key, 1).getFirst()) + "/replay", ""),
                "a command whose job has been ended as failed");
        bury(key, Loop.event(new TrainingCancelled(key)), Map.of("consumer", consumer, "whole", "false"));
        assertConflict(
                gateway.post(self(letterOf(consumer, key, 2).getFirst()) + "/replay", ""),
                "one that was too large to be copied");
        bury(key, Loop.event(new TrainingCancelled(key)), Map.of("consumer", consumer, "topic", "__consumer_offsets"));
        assertConflict(
                gateway.post(self(letterOf(consumer, key, 3).getFirst()) + "/replay", ""),
                "none that the record names");
        String foreign = "foreign-" + UUID.randomUUID();
        send(TOPIC + ".dlq", foreign, Map.of(), new byte[] {1});
        await().atMost(PATIENCE).until(() -> !letters(null, foreign).isEmpty());
        JsonNode letter = letters(null, foreign).getFirst();
        assertFalse(letter.has("consumer"));
        assertConflict(gateway.post(self(letter) + "/replay", ""), "none that the record names");
    }

    @Test
    void keepsALetterThatComesWhileTheDatabaseIsAwayAndWhateverItHolds() {
        platform.database().kill();
        try {
            send(
                    TOPIC + ".dlq",
                    key,
                    Map.of(
                            "likeness_dead_letter_consumer",
                            consumer.getBytes(UTF_8),
                            "likeness_dead_letter_topic",
                            TOPIC.getBytes(UTF_8),
                            "likeness_dead_letter_reason",
                            "a \u0000 in it".getBytes(UTF_8),
                            "odd\u0000name",
                            new byte[] {(byte) 0xfe}),
                    null);
        } finally {
            platform.database().start();
        }
        JsonNode letter = letterOf(consumer, key, 1).getFirst();
        assertEquals("a \uFFFD in it", letter.path("reason").asText());
        assertEquals("", gateway.get(self(letter)).text("payloadBase64"));
    }

    @Test
    void holdsNoConnectionWhileItReplaysToABrokerThatIsAway() throws Exception {
        bury(key, Loop.event(new TrainingCancelled(key)), Map.of("consumer", consumer));
        String self = self(letterOf(consumer, key, 1).getFirst());
        platform.broker().pause();
        try {
            CompletableFuture<Answer> replay = CompletableFuture.supplyAsync(() -> gateway.post(self + "/replay", ""));
            CompletableFuture<Integer> most = CompletableFuture.supplyAsync(() -> mostIdleInTransaction(replay));
            assertEquals(
                    "BROKER_UNAVAILABLE",
                    replay.get().text("code"),
                    () -> replay.join().toString());
            assertEquals(0, most.get());
        } finally {
            platform.broker().resume();
        }
        assertEquals("new", letterOf(consumer, key, 1).getFirst().path("state").asText());
    }

    @Test
    void listsPageByPageTheNewestFirst() {
        for (int i = 0; i < 3; i++) {
            bury(key + i, Loop.event(new TrainingCancelled(key + i)), Map.of("consumer", consumer));
        }
        await().atMost(PATIENCE)
                .until(() -> gateway.get("/v1/dead-letters?consumer=" + consumer)
                                .json()
                                .path("letters")
                                .size()
                        == 3);
        JsonNode first =
                gateway.get("/v1/dead-letters?limit=2&consumer=" + consumer).json();
        assertEquals(List.of(key + 2, key + 1), keys(first));
        JsonNode second = gateway.get("/v1/dead-letters?limit=2&consumer=" + consumer + "&cursor="
                        + first.path("next").asText())
                .json();
        assertEquals(List.of(key + 0), keys(second));
        assertFalse(second.has("next"));
        gateway.post(self(second.path("letters").path(0)) + "/discard", "");
        assertEquals(
                List.of(key + 0),
                keys(gateway.get("/v1/dead-letters?state=discarded&consumer=" + consumer)
                        .json()));
        assertEquals(
                List.of(),
                keys(gateway.get("/v1/dead-letters?topic=likeness.model.event.v1&consumer=" + consumer)
                        .json()));
    }

    @Test
    void refusesWhatIsNoLetterStateOrCursor() {
        for (Answer answer : List.of(
                gateway.get("/v1/dead-letters/none"),
                gateway.post("/v1/dead-letters/none/replay", ""),
                gateway.post("/v1/dead-letters/none/discard", ""))) {
            assertEquals(404, answer.status(), answer::toString);
            assertEquals("NOT_FOUND", answer.text("code"));
        }
        assertEquals(
                "state: expected one of [new, replayed, discarded], found 'old'",
                gateway.get("/v1/dead-letters?state=old").text("detail"));
        assertEquals(400, gateway.get("/v1/dead-letters?cursor=x").status());
        assertEquals(400, gateway.get("/v1/dead-letters?limit=0").status());
    }

    @Test
    void forgetsWhatWasDecidedAboutLongAgoAndNothingElse() {
        for (String age : List.of("29 days", "31 days")) {
            bury(key + age, Loop.event(new TrainingCancelled(key + age)), Map.of("consumer", consumer));
        }
        String open = key + "open";
        bury(open, Loop.event(new TrainingCancelled(open)), Map.of("consumer", consumer));
        await().atMost(PATIENCE).until(() -> letters(consumer, open).size() == 1);
        for (String age : List.of("29 days", "31 days")) {
            JsonNode letter = letterOf(consumer, key + age, 1).getFirst();
            gateway.post(self(letter) + "/discard", "");
            jdbi.useHandle(handle -> handle.execute(
                    "UPDATE dead_letter SET decided_at = now() - CAST(? AS interval) WHERE id = ?",
                    age,
                    letter.path("id").asText()));
        }
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE dead_letter SET written_at = now() - interval '400 days' WHERE consumer = ?", consumer));
        bury(key, Loop.event(new TrainingCancelled(key)), Map.of("consumer", consumer));
        letterOf(consumer, key, 1);
        assertEquals(
                List.of(key, open, key + "29 days"),
                keys(gateway.get("/v1/dead-letters?consumer=" + consumer).json()));
    }

    private int mostIdleInTransaction(CompletableFuture<Answer> during) {
        int most = 0;
        while (!during.isDone()) {
            most = Math.max(
                    most,
                    jdbi.withHandle(handle -> handle.createQuery(
                                    "SELECT count(*) FROM pg_stat_activity WHERE usename = current_user"
                                            + " AND state = 'idle in transaction'"
                                            + " AND state_change < now() - interval '1 second'")
                            .mapTo(Integer.class)
                            .one()));
        }
        return most;
    }

    private static void assertConflict(Answer answer, String found) {
        assertEquals(409, answer.status(), answer::toString);
        assertEquals("STATE_CONFLICT", answer.text("code"));
        assertTrue(answer.text("detail").endsWith("found " + found), answer::toString);
    }

    private static String self(JsonNode letter) {
        return letter.path("links").path("self").asText();
    }

    private static List<String> keys(JsonNode page) {
        return page.path("letters")
                .valueStream()
                .map(letter -> letter.path("key").asText())
                .toList();
    }

    /** The letters of a consumer and key, the newest first, once there are as many as expected. */
    private List<JsonNode> letterOf(String consumerOf, String keyOf, int expected) {
        await().atMost(PATIENCE).until(() -> letters(consumerOf, keyOf).size() == expected);
        return letters(consumerOf, keyOf);
    }

    private List<JsonNode> letters(@Nullable String consumerOf, String keyOf) {
        String filter = consumerOf == null ? "" : "&consumer=" + consumerOf;
        return gateway.get("/v1/dead-letters?limit=200" + filter)
                .json()
                .path("letters")
                .valueStream()
                .filter(letter -> keyOf.equals(letter.path("key").asText()))
                .toList();
    }

    /** A training that waits, without its request: only its row. */
    private String training() {
        String id = UUID.randomUUID().toString();
        jdbi.useHandle(handle -> handle.execute(
                "INSERT INTO ledger (kind, id, correlation_id, command, deadline)"
                        + " VALUES ('training', ?, 'c', CAST(? AS jsonb), now() + interval '1 day')",
                id,
                """
                {"trainingId": "%s", "datasetId": "d", "modelName": "m", "preset": "seed", "epochs": 1, "seed": 1,
                 "deadline": "2030-01-01T00:00:00Z"}\
                """.formatted(id)));
        return id;
    }

    private void bury(String keyOf, Event<Payload> event, Map<String, String> told) {
        Map<String, byte[]> headers = new LinkedHashMap<>(event.headers().encode());
        Map<String, String> letter =
                new LinkedHashMap<>(Map.of("topic", TOPIC, "code", "STATE_CONFLICT", "reason", "r"));
        letter.putAll(told);
        letter.forEach((name, value) -> headers.put("likeness_dead_letter_" + name, value.getBytes(UTF_8)));
        send(TOPIC + ".dlq", keyOf, headers, event.encodePayload());
    }

    private void send(String topic, String keyOf, Map<String, byte[]> headers, byte @Nullable [] value) {
        try (TopicWriter writer = TopicWriter.open(platform.bootstrapServers())) {
            writer.write(topic, keyOf, headers, value);
        }
    }
}
