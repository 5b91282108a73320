package io.likeness.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.CancelGeneration;
import io.likeness.contracts.generation.DrawShadow;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationIndex;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RolloutChanged;
import io.likeness.contracts.model.RolloutState;
import io.likeness.contracts.model.VersionDeleted;
import io.likeness.contracts.rollout.ChangeRollout;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.store.Bucket;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which version is to do the work of a request, and rollouts at the door. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class RolloutComponentTest extends GatewayScenario {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final String rollout = UUID.randomUUID().toString();

    @SuppressWarnings("NullAway.Init")
    private ModelVersion champion;

    @SuppressWarnings("NullAway.Init")
    private ModelVersion candidate;

    @BeforeEach
    void promote() {
        champion = Loop.version(store, name);
        candidate = Loop.trainedVersion(store, name, champion.version() + 1, name + "-next", "b".repeat(64), null);
        registry.add(candidate);
        Loop.promote(registry, champion);
    }

    @Test
    void theChampionIsChosenWhileNothingIsRolledOut() {
        GenerateFaces command = commanded("");
        assertEquals(champion.version(), command.version());
        assertTrue(command.replaceable());
    }

    @Test
    void aCandidateIsChosenForItsShareAndNoMoreOnceThatHasEnded() {
        tell(1, 1_000, RolloutState.WAITING_FOR_EVIDENCE);
        GenerateFaces command = commanded("");
        assertEquals(candidate.version(), command.version());
        assertTrue(command.replaceable());
        assertEquals(rollout, command.rollout());
        tell(2, 0, RolloutState.ROLLED_BACK);
        assertEquals(champion.version(), commanded("").version());
        tell(1, 1_000, RolloutState.WAITING_FOR_EVIDENCE);
        assertEquals(champion.version(), commanded("").version(), "an earlier revision that is heard again");
    }

    @Test
    void aCandidateThatWasDeletedIsChosenNoMore() {
        tell(1, 1_000, RolloutState.WAITING_FOR_EVIDENCE);
        Loop.publish(new VersionDeleted(name, candidate.version()));
        Loop.awaitHandled(Topic.MODEL_EVENT);
        assertEquals(champion.version(), commanded("").version());
    }

    @Test
    void whoNamesAVersionGetsIt() {
        tell(1, 1_000, RolloutState.WAITING_FOR_EVIDENCE);
        GenerateFaces command = commanded(", \"version\": " + champion.version());
        assertEquals(champion.version(), command.version());
        assertNull(command.chosen());
    }

    @Test
    void nobodyIsAnsweredByACandidateThatIsOnlyLoaded() {
        tell(1, 0, RolloutState.WARMING);
        assertEquals(champion.version(), commanded("").version());
    }

    @Test
    void aShadowDrawsCopiesOfItsShareUntilItEnds() {
        assertEquals(404, gateway.get(shadow()).status());
        Answer begun = put(drawing(candidate));
        assertEquals(200, begun.status(), begun::toString);
        assertEquals(begun.json(), gateway.get(shadow()).json());
        String id = accepted("");
        List<Event<? extends Payload>> commands = Loop.commands(Topic.GENERATION_COMMAND, id, 2);
        GenerateFaces answered = (GenerateFaces) commands.getFirst().payload();
        assertEquals(champion.version(), answered.version());
        assertEquals(
                DrawShadow.of(answered, candidate.version()), commands.getLast().payload());

        put(drawing(champion));
        assertNoCopy(accepted(""), "of what the version itself answers");
        put(drawing(candidate));
        assertNoCopy(accepted(", \"version\": " + champion.version()), "of what names a version");
        assertEquals(204, gateway.delete(shadow()).status());
        assertEquals(204, gateway.delete(shadow()).status());
        assertNoCopy(accepted(""), "after its end");
    }

    @Test
    void saysWhatIsWrongWithAShadow() {
        Answer absent = put("{\"version\": 99, \"reason\": \"to see it\"}");
        assertEquals(404, absent.status(), absent::toString);
        assertEquals("MODEL_NOT_FOUND", absent.text("code"));
        for (String wrong : List.of(
                "\"share\": 1001, \"version\": 1, \"reason\": \"odd\"",
                "\"seconds\": 604801, \"version\": 1, \"reason\": \"odd\"",
                "\"version\": 1",
                "\"reason\": \"odd\"")) {
            Answer refused = put("{" + wrong + "}");
            assertEquals(400, refused.status(), refused::toString);
        }
    }

    @Test
    void showsTheCopyBesideTheAnswer() {
        String id = accepted("");
        String copy = "/v1/generations/" + id + "/shadow";
        assertEquals(404, gateway.get(copy).status());
        byte[] face = {1, 2, 3, 4, 5};
        ObjectReference faces =
                store.put(Bucket.RESULTS, id + "/shadow/10/faces.bin", face, "application/octet-stream");
        ObjectReference grid = store.put(Bucket.RESULTS, id + "/shadow/10/grid.png", new byte[] {9}, "image/png");
        GenerationIndex index = new GenerationIndex(
                id,
                name,
                candidate.version(),
                candidate.digest(),
                7,
                "CPU",
                "a platform",
                0.5,
                faces,
                grid,
                null,
                List.of(new GenerationIndex.Image(0, 7, 0, 2), new GenerationIndex.Image(1, 8, 2, 3)));
        store.put(Bucket.RESULTS, id + "/shadow/9/index.json", new byte[0], "application/json");
        store.put(Bucket.RESULTS, id + "/shadow/10/index.json", Json.encode(index), "application/json");
        Answer shown = gateway.get(copy);
        assertEquals(200, shown.status(), shown::toString);
        assertEquals(candidate.version(), shown.json().path("version").asInt());
        assertEquals(2, shown.json().path("count").asInt());
        assertEquals(copy + "/grid.png", shown.json().at("/links/grid").asText());
        assertArrayEquals(
                new byte[] {3, 4, 5},
                gateway.get(copy + "/images/1.png").response().body());
        assertArrayEquals(
                new byte[] {9}, gateway.get(copy + "/grid.png").response().body());
        assertEquals(404, gateway.get(copy + "/images/2.png").status());
    }

    /** Commands of one job are written in order: a copy would be before the end that is asked for. */
    private void assertNoCopy(String id, String message) {
        assertEquals(202, gateway.post("/v1/generations/" + id + "/cancel", "").status());
        assertEquals(
                List.of(GenerateFaces.class, CancelGeneration.class),
                Loop.commands(Topic.GENERATION_COMMAND, id, 2).stream()
                        .map(command -> command.payload().getClass())
                        .toList(),
                message);
    }

    private static String drawing(ModelVersion version) {
        return "{\"version\": %d, \"share\": 1000, \"reason\": \"to see it\"}".formatted(version.version());
    }

    private Answer put(String shadow) {
        return gateway.send("PUT", shadow(), "application/json", shadow);
    }

    private String shadow() {
        return "/v1/models/" + name + "/shadow";
    }

    private static List<Event<? extends Payload>> commands(String id) {
        return Loop.commands(Topic.GENERATION_COMMAND, id, 1);
    }

    @Test
    void showsARolloutAndSaysWhatSomebodyWantsOfIt() {
        registry.roll(rolled(2, RolloutState.WAITING_FOR_EVIDENCE, 0, Instant.EPOCH));
        String path = "/v1/rollouts/" + rollout;
        assertEquals(50, gateway.get(path).json().path("share").asInt());
        assertEquals(
                rollout,
                gateway.get("/v1/models/" + name + "/rollouts")
                        .json()
                        .at("/0/id")
                        .asText());
        for (ChangeRollout.Wish wish : ChangeRollout.Wish.values()) {
            String word = wish.name().toLowerCase(Locale.ROOT);
            Answer changed =
                    gateway.post(path + "/" + word, "{\"reason\": \"odd hair\", \"by\": \"ada\", \"revision\": 2}");
            assertEquals(200, changed.status(), changed::toString);
            assertEquals(
                    new ChangeRollout(wish, 2L, "ada", "odd hair"),
                    registry.wishes().getLast());
        }
        assertEquals(400, gateway.post(path + "/pause", "{}").status());
        Answer absent = gateway.get("/v1/rollouts/none");
        assertEquals(404, absent.status());
        assertEquals("MODEL_NOT_FOUND", absent.text("code"));
    }

    @Test
    void followsARolloutToItsEnd() {
        registry.roll(rolled(2, RolloutState.WAITING_FOR_EVIDENCE, 32, Instant.EPOCH));
        try (Stream<String> lines = gateway.follow(events())) {
            Iterator<String> stream = lines.iterator();
            assertEquals(32, next(stream).drawn());
            registry.roll(rolled(2, RolloutState.WAITING_FOR_EVIDENCE, 32, Instant.EPOCH.plusSeconds(1)));
            awaitLooks();
            registry.setAway(true);
            awaitLooks();
            registry.roll(rolled(2, RolloutState.WAITING_FOR_EVIDENCE, 64, Instant.EPOCH.plusSeconds(2)));
            registry.setAway(false);
            assertEquals(64, next(stream).drawn(), "evidence, after the registry was away");
            registry.roll(rolled(3, RolloutState.PAUSED, 64, Instant.EPOCH));
            Told paused = next(stream);
            assertEquals("paused", paused.rollout().path("state").asText());
            registry.roll(rolled(4, RolloutState.ROLLED_BACK, 64, Instant.EPOCH));
            Told ended = next(stream);
            assertEquals("rolled-back", ended.rollout().path("state").asText());
            assertEquals(List.of(), rest(stream));
            assertEquals(
                    ended,
                    next(gateway.get(events(), LAST_EVENT_ID, paused.id())
                            .body()
                            .lines()
                            .iterator()));
            assertEquals("", gateway.get(events(), LAST_EVENT_ID, ended.id()).body(), "the client has the end");
        } finally {
            registry.setAway(false);
        }
    }

    @Test
    void theStreamOfARolloutEndsWithItsCandidate() {
        assertEquals(404, gateway.get(events()).status());
        registry.roll(rolled(2, RolloutState.PAUSED, 0, Instant.EPOCH));
        try (Stream<String> lines = gateway.follow(events())) {
            Iterator<String> stream = lines.iterator();
            assertEquals(0, next(stream).drawn());
            registry.forgetRollout(rollout);
            assertEquals(List.of(), rest(stream));
        }
    }

    /** Until the registry has been asked twice more: what was there before was seen. */
    private void awaitLooks() {
        String path = "/v1/rollouts/" + rollout;
        long before = registry.requests(path);
        Awaitility.await().until(() -> registry.requests(path) >= before + 2);
    }

    private String events() {
        return "/v1/rollouts/" + rollout + "/events";
    }

    private Rollout rolled(long revision, RolloutState state, long drawn, Instant reportedAt) {
        return new Rollout(
                rollout,
                name,
                revision,
                candidate,
                champion.version(),
                state,
                50,
                "every generator has loaded it",
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                state.ended() ? Instant.EPOCH : null,
                List.of(),
                List.of(),
                List.of(new Rollout.Participant("a-generator", true, drawn, 0, reportedAt)));
    }

    /** The next event of a stream. */
    private static Told next(Iterator<String> stream) {
        String id = "";
        String data = "";
        for (String line = stream.next(); !line.isEmpty() || data.isEmpty(); line = stream.next()) {
            if (line.startsWith("id:")) {
                id = line.substring("id:".length());
            } else if (line.startsWith("data:")) {
                data = line.substring("data:".length());
            }
        }
        return new Told(id, Json.tree(data.getBytes(UTF_8)));
    }

    private static List<String> rest(Iterator<String> stream) {
        List<String> rest = new ArrayList<>();
        stream.forEachRemaining(rest::add);
        return rest;
    }

    private record Told(String id, JsonNode rollout) {
        long drawn() {
            return rollout.at("/generators/0/drawn").asLong();
        }
    }

    private void tell(long revision, int share, RolloutState state) {
        Loop.publish(
                new RolloutChanged(name, rollout, revision, candidate, champion.version(), share, state, "a test"));
        Loop.awaitHandled(Topic.MODEL_EVENT);
    }

    private GenerateFaces commanded(String fields) {
        return (GenerateFaces) commands(accepted(fields)).getFirst().payload();
    }

    private String accepted(String fields) {
        Answer accepted = gateway.post("/v1/generations", "{\"model\": \"%s\"%s}".formatted(name, fields));
        assertEquals(202, accepted.status(), accepted::toString);
        return accepted.text("id");
    }
}
