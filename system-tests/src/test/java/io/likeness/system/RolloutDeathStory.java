package io.likeness.system;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.system.DrawnLoop.Accepted;
import io.likeness.system.DrawnLoop.Work;
import io.likeness.system.GatewayClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/**
 * The registry dies at each step by which a second version comes to serve, once with the store and once with Kafka, and the generator while it loads it. Afterwards the
 * registry, Kafka, the gateway and what is drawn say the same.
 */
final class RolloutDeathStory {
    private static final String MODEL = "rolled";
    private static final String PATH = "/v1/models/" + MODEL;
    private static final String REGISTRY = "model-registry";
    private static final String GENERATOR = "generator-service";
    private static final String EVENTS = "likeness.model.event.v1.";
    private static final int PAUSED_AT = 250;
    /** What dies beside the registry, by the share of the step. */
    private static final Map<Integer, List<String>> OTHERS = Map.of(50, List.of("object-store"), 500, List.of("kafka"));

    private static final int AT_ONCE = 4;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(20);

    private static final Work ANY_VERSION = new Work(
            "/v1/generations",
            Map.of("model", MODEL, "count", 1, "seed", 7),
            "likeness.generation.event.v1.FacesGenerated");

    private final StartedSystem system;
    private final DrawnLoop loop;
    private final String correlation;
    private final List<Accepted> accepted = new ArrayList<>();

    RolloutDeathStory(StartedSystem system, DrawnLoop loop, String correlation) {
        this.system = system;
        this.loop = loop;
        this.correlation = correlation;
    }

    void tell() throws Exception {
        train(1);
        passAllThatDrawWhatTheirNetworkDoes();
        system.hold(GENERATOR);
        String id;
        try {
            train(3);
            id = awaitBegin();
            registryDies();
            assertEquals("warming", rollout(id).path("state").asText());
        } finally {
            system.letGoOn(GENERATOR);
        }
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<JsonNode>> told =
                    beside.submit(() -> system.gateway().follow("/v1/rollouts/" + id + "/events"));
            await(id, rollout -> !rollout.path("generators").isEmpty());
            dies(GENERATOR);
            for (int share : List.of(50, PAUSED_AT, 500, 1_000)) {
                await(id, rollout -> rollout.path("share").asInt() >= share);
                if (share == PAUSED_AT) {
                    diesWhilePaused(id);
                } else {
                    registryDiesWith(OTHERS.getOrDefault(share, List.of()));
                }
            }
            await(id, rollout -> rollout.path("state").asText().equals("live"));
            registryDies();
            requireTold(told.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        requireAgreement(id);
    }

    private void train(int epochs) throws Exception {
        loop.trained(Map.of("datasetId", loop.datasetId(), "modelName", MODEL, "epochs", epochs, "seed", 1));
    }

    /** Whose faces are better, after an epoch or three of a few hundred images, is not what this is about. */
    private void passAllThatDrawWhatTheirNetworkDoes() throws Exception {
        Map<String, ?> rules = Map.of(
                "rules", List.of(Map.of("metric", "parityImageError", "limit", 0.01)), "reason", "versions of a test");
        Answer declared = system.gateway().put(PATH + "/gate", rules, correlation);
        assertEquals(200, declared.status(), declared.describe());
    }

    /** The rollout's id. */
    private String awaitBegin() throws Exception {
        Awaitility.await("the begin of the rollout").atMost(LIMIT).untilAsserted(() -> {
            JsonNode model = system.gateway().get(PATH).json();
            assertEquals(1, rollouts().size(), () -> model.path("decisions").toPrettyString());
        });
        return rollouts().at("/0/id").asText();
    }

    private JsonNode rollouts() throws Exception {
        return system.gateway().get(PATH + "/rollouts").json();
    }

    private void diesWhilePaused(String id) throws Exception {
        JsonNode paused = change(id, "pause");
        assertEquals("paused", paused.path("state").asText(), paused.toString());
        registryDies();
        JsonNode after = rollout(id);
        for (String field : List.of("state", "revision", "share", "reason", "by", "deadline")) {
            assertEquals(paused.path(field), after.path(field), field);
        }
        assertEquals("waiting-for-evidence", change(id, "resume").path("state").asText());
    }

    private JsonNode change(String id, String word) throws Exception {
        return system.gateway()
                .post("/v1/rollouts/" + id + "/" + word, Map.of("reason", "a look at it", "by", "ada"), correlation)
                .json();
    }

    /** What is asked for before, meanwhile and afterwards is taken. The registry answers again then. */
    private void registryDies() throws Exception {
        dies(REGISTRY);
        Awaitility.await("an answer of the registry")
                .atMost(LIMIT)
                .until(() -> system.gateway().get(PATH + "/rollouts").status() == 200);
        ask();
    }

    /** They are back before the registry goes on with the rollout, or soon afterwards. */
    private void registryDiesWith(List<String> others) throws Exception {
        Map<String, ProcessHandle> dead = new HashMap<>();
        for (String other : others) {
            dead.put(other, system.kill(other));
        }
        registryDies();
        for (Map.Entry<String, ProcessHandle> other : dead.entrySet()) {
            system.awaitRestart(other.getKey(), other.getValue());
        }
    }

    private void dies(String part) throws Exception {
        ask();
        ProcessHandle dead = system.kill(part);
        ask();
        system.awaitRestart(part, dead);
    }

    private void ask() throws Exception {
        for (int i = 0; i < AT_ONCE; i++) {
            accepted.add(loop.begin(ANY_VERSION, correlation));
        }
    }

    private JsonNode rollout(String id) throws Exception {
        return system.gateway().get("/v1/rollouts/" + id).json();
    }

    private void await(String id, Predicate<JsonNode> wanted) {
        Awaitility.await("the rollout's next step")
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> rollout(id), wanted);
    }

    private static void requireTold(List<JsonNode> told) {
        assertEquals("live", told.getLast().path("state").asText());
        List<Long> revisions =
                told.stream().map(rollout -> rollout.path("revision").asLong()).toList();
        assertEquals(revisions.stream().sorted().toList(), revisions);
        assertEquals(revisions.getLast(), told.getLast().path("changes").size());
    }

    private void requireAgreement(String id) throws Exception {
        JsonNode plan = system.gateway().get(PATH + "/serving").json();
        assertEquals(2, plan.path("stable").asInt(), plan.toString());
        assertEquals(
                List.of("2", "1"), plan.path("changes").findValuesAsText("version"), "what served, the newest first");
        JsonNode ended = rollouts();
        assertEquals(1, ended.size(), ended.toString());
        assertEquals(id, ended.at("/0/id").asText());
        assertEquals("live", ended.at("/0/state").asText(), ended.toString());
        Awaitility.await("the last event").atMost(LIMIT).untilAsserted(() -> requireAnnouncedOnce(ended.path(0)));
        Awaitility.await("the gateway and the generator hear of it")
                .atMost(LIMIT)
                .until(() -> end(loop.begin(ANY_VERSION, correlation))
                                .path("version")
                                .asInt()
                        == 2);
        int serving = accepted.size();
        ask();
        requireDrawn(serving);
    }

    /** Records may lie there twice; what those of one revision say is one thing, and what the registry says of it. */
    private void requireAnnouncedOnce(JsonNode rollout) {
        RawEvents events = RawEvents.readTopicOf(EVENTS + "RolloutChanged", system.bootstrapServers());
        Map<Long, Set<JsonNode>> changes = payloads(events, "RolloutChanged").stream()
                .collect(
                        groupingBy(change -> change.path("revision").asLong(), TreeMap::new, mapping(c -> c, toSet())));
        changes.forEach((number, said) -> assertEquals(1, said.size(), () -> number + ": " + said));
        assertEquals(
                rollout.path("changes")
                        .valueStream()
                        .map(RolloutDeathStory::said)
                        .toList()
                        .reversed(),
                changes.values().stream()
                        .map(said -> said(said.iterator().next()))
                        .toList());
        assertEquals(
                List.of(1, 2),
                payloads(events, "ModelPromoted").stream()
                        .distinct()
                        .map(promoted -> promoted.at("/version/version").asInt())
                        .toList());
    }

    private static List<JsonNode> said(JsonNode change) {
        return Stream.of("revision", "state", "share", "reason")
                .map(change::path)
                .toList();
    }

    private static List<JsonNode> payloads(RawEvents events, String type) {
        return events.of(MODEL, EVENTS + type).stream()
                .map(record -> Json.tree(record.value()))
                .toList();
    }

    /**
     * Nothing was lost, failed or mixed.
     *
     * @param serving from which on the second version draws all
     */
    private void requireDrawn(int serving) throws Exception {
        List<byte[]> faces = List.of(face(1), face(2));
        assertFalse(Arrays.equals(faces.get(0), faces.get(1)), "two versions draw two faces");
        List<Integer> drew = new ArrayList<>();
        for (Accepted job : accepted) {
            JsonNode end = end(job);
            assertEquals("succeeded", end.path("status").asText(), end.toString());
            drew.add(end.path("version").asInt());
            assertArrayEquals(faces.get(drew.getLast() - 1), loop.image(job.id(), 0), "what its version draws");
        }
        assertEquals(1, drew.getFirst());
        assertEquals(Set.of(2), Set.copyOf(drew.subList(serving, drew.size())));
        RawEvents ends = RawEvents.readTopicOf(ANY_VERSION.end(), system.bootstrapServers());
        for (Accepted job : accepted) {
            assertEquals(1, distinct(ends.of(job.id(), ANY_VERSION.end())), job::id);
        }
    }

    private static long distinct(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .map(record -> Json.tree(record.value()))
                .distinct()
                .count();
    }

    private byte[] face(int version) throws Exception {
        Work named = new Work(
                ANY_VERSION.path(),
                Map.of("model", MODEL, "version", version, "count", 1, "seed", 7),
                ANY_VERSION.end());
        Accepted job = loop.begin(named, correlation);
        end(job);
        return loop.image(job.id(), 0);
    }

    private JsonNode end(Accepted job) {
        return system.gateway().awaitEnd(job.path(), DrawnLoop.RECOVERY_LIMIT);
    }
}
