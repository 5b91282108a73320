package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RolloutChanged;
import io.likeness.contracts.model.RolloutState;
import io.likeness.contracts.model.VersionDeleted;
import io.likeness.contracts.rollout.ChangeRollout;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which version is to do the work of a request, and rollouts at the door. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class RolloutComponentTest extends GatewayScenario {
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
    void showsARolloutAndSaysWhatSomebodyWantsOfIt() {
        registry.roll(new Rollout(
                rollout,
                name,
                2,
                candidate,
                champion.version(),
                RolloutState.WAITING_FOR_EVIDENCE,
                50,
                "every generator has loaded it",
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                List.of(),
                List.of()));
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

    private void tell(long revision, int share, RolloutState state) {
        Loop.publish(
                new RolloutChanged(name, rollout, revision, candidate, champion.version(), share, state, "a test"));
        Loop.awaitHandled(Topic.MODEL_EVENT);
    }

    private GenerateFaces commanded(String fields) {
        Answer accepted = gateway.post("/v1/generations", "{\"model\": \"%s\"%s}".formatted(name, fields));
        assertEquals(202, accepted.status(), accepted::toString);
        return (GenerateFaces) Loop.commands(Topic.GENERATION_COMMAND, accepted.text("id"), 1)
                .getFirst()
                .payload();
    }
}
