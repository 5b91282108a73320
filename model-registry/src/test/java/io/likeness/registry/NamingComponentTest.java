package io.likeness.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.AliasChange;
import io.likeness.contracts.model.AliasName;
import io.likeness.contracts.model.ChangeAlias;
import io.likeness.contracts.model.ChangeNotes;
import io.likeness.contracts.model.ModelAlias;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.NotedVersion;
import io.likeness.contracts.model.VersionFilter;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionRef;
import io.likeness.platform.store.ObjectStore;
import io.likeness.registry.RegistryCaller.Answer;
import io.likeness.registry.client.HttpRegistryClient;
import io.likeness.registry.client.RegistryClient;
import io.likeness.registry.client.RegistrySettings;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What people call versions, say of them and look for them by. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "registry"))
class NamingComponentTest {
    private static final AliasName WINTER = new AliasName("winter");
    private static final AliasName EYES = new AliasName("best-eyes");
    private static final URI URL = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));

    private final ObjectStore store = TestStore.open();
    private final ModelName model = new ModelName("model-" + UUID.randomUUID());
    private final RegistryCaller caller = RegistryCaller.of(URL);
    private final RegistryClient registry = new HttpRegistryClient(new RegistrySettings(
            URL, Duration.ofSeconds(1), Duration.ofSeconds(20), 1, Duration.ofMillis(100), 1 << 23));

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void registerThree() {
        for (String training : List.of("first", "second", "third")) {
            registry.register(
                    model + "-" + training,
                    TrainedVersion.store(store, model.value(), model + "-" + training, 0.01)
                            .request());
        }
    }

    @Test
    void anAliasIsMovedAndEveryChangeOfItIsKept() {
        assertEquals(1, put(WINTER, 1, 0L, "ada").version());
        ModelAlias moved = put(WINTER, 3, 1L, null);
        assertEquals(moved, registry.findAlias(model, WINTER).orElseThrow());
        AliasChange newest = moved.changes().getFirst();
        assertEquals(new AliasChange(2, 3, 1, "unnamed", "softer light", newest.at()), newest);
        AliasChange oldest = moved.changes().getLast();
        assertEquals(new AliasChange(1, 1, null, "ada", "softer light", oldest.at()), oldest);
        put(EYES, 3, null, "bob");
        assertEquals(
                Map.of(3, new VersionNotes(List.of("best-eyes", "winter"), null, Map.of())),
                registry.findModel(model).orElseThrow().notes());
        ModelAlias removed = change(WINTER, null, 2L, "ada");
        assertNull(removed.version());
        assertEquals(3, removed.changes().getFirst().previous());
        assertEquals(removed, registry.findAlias(model, WINTER).orElseThrow(), "its history stays");
        assertEquals(removed, change(WINTER, null, 2L, "ada"), "asked for again");
        assertEquals(4, put(WINTER, 2, null, "ada").revision());
    }

    @Test
    void theHistoryOfAnAliasCannotBeRewritten() {
        put(WINTER, 1, null, "ada");
        for (String attempt : List.of("UPDATE alias_change SET version = 2", "DELETE FROM alias_change")) {
            JdbiException refusal = assertThrows(
                    JdbiException.class,
                    () -> jdbi.useHandle(handle -> handle.execute(attempt + " WHERE alias = 'winter'")));
            assertTrue(String.valueOf(refusal.getMessage()).contains("expected rows that never change"));
        }
    }

    @Test
    void theSameChangeIsMadeOnce() {
        ModelAlias once = put(WINTER, 2, 0L, "ada");
        assertEquals(once, put(WINTER, 2, 0L, "ada"), "its answer was lost");
        assertEquals(once, put(WINTER, 2, null, "bob"), "it names that version already");
        assertRefused(
                ErrorCode.STATE_CONFLICT, "revision: expected 1, the newest, found 0", () -> put(WINTER, 3, 0L, "ada"));
    }

    @Test
    void ofTwoMovesAtOnceOneWins() throws Exception {
        put(WINTER, 1, 0L, "ada");
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> outcomes = both.invokeAll(IntStream.of(2, 3)
                    .<Callable<Boolean>>mapToObj(version -> () -> wins(version))
                    .toList());
            assertEquals(
                    1, outcomes.stream().filter(outcome -> outcome.resultNow()).count());
        }
        assertEquals(2, registry.findAlias(model, WINTER).orElseThrow().revision());
    }

    private boolean wins(int version) {
        try {
            return Objects.equals(put(WINTER, version, 1L, "ada").version(), version);
        } catch (LikenessException e) {
            assertEquals(ErrorCode.STATE_CONFLICT, e.code());
            return false;
        }
    }

    @Test
    void aDeletedVersionTakesItsAliasesAndWhatWasSaidOfItWithIt() {
        put(WINTER, 2, null, "ada");
        put(EYES, 3, null, "ada");
        patch(2, "{\"description\": \"soft light\"}");
        registry.delete(new VersionRef(model, 2), "cause");
        ModelAlias left = registry.findAlias(model, WINTER).orElseThrow();
        assertNull(left.version());
        AliasChange change = left.changes().getFirst();
        assertEquals(new AliasChange(2, null, 2, "registry", "version 2 was deleted", change.at()), change);
        assertEquals(
                Map.of(3, new VersionNotes(List.of("best-eyes"), null, Map.of())),
                registry.findModel(model).orElseThrow().notes());
        assertRefused(ErrorCode.GONE, "which was deleted", () -> put(WINTER, 2, null, "ada"));
        assertRefused(ErrorCode.GONE, "which was deleted", () -> patch(2, "{\"description\": \"sharp\"}"));
        assertRefused(ErrorCode.GONE, "which was deleted", () -> registry.findNotes(new VersionRef(model, 2)));
    }

    @Test
    void eachUnknownOfAnAliasHasItsProblem() {
        ModelName none = new ModelName("none-" + UUID.randomUUID());
        assertEquals(Optional.empty(), registry.findAlias(none, WINTER));
        assertEquals(Optional.empty(), registry.findAlias(model, WINTER));
        assertEquals(Optional.empty(), registry.changeAlias(none, WINTER, new ChangeAlias(1, null, null, "softer")));
        assertEquals(Optional.empty(), registry.changeAlias(model, WINTER, new ChangeAlias(9, null, null, "softer")));
        assertEquals(
                Optional.empty(), registry.changeAlias(model, WINTER, new ChangeAlias(null, null, null, "softer")));
        put(EYES, 1, null, "ada");
        String path = "/v1/models/" + model + "/aliases/";
        assertProblem(404, "alias: expected one of [best-eyes], found 'winter'", caller.get(path + "winter"));
        assertProblem(
                400,
                "alias: expected none of the reserved",
                caller.send("PUT", path + "champion", "{\"version\": 1, \"reason\": \"better\"}"));
        assertProblem(
                400, "version: expected a value", caller.send("PUT", path + "winter", "{\"reason\": \"better\"}"));
        assertProblem(400, "reason: expected", caller.send("PUT", path + "winter", "{\"version\": 1}"));
        assertProblem(400, "reason: expected", caller.send("DELETE", path + "best-eyes", ""));
        assertProblem(
                400,
                "revision: expected an integer, found 'one'",
                caller.send("DELETE", path + "best-eyes?reason=worse&revision=one", ""));
    }

    @Test
    void oneAliasTooManyIsRefused() {
        IntStream.range(0, 100).forEach(k -> put(new AliasName("alias-" + k), 1, null, "ada"));
        assertRefused(ErrorCode.STATE_CONFLICT, "alias: expected at most 100", () -> put(WINTER, 1, null, "ada"));
        assertEquals(2, put(new AliasName("alias-7"), 2, null, "ada").revision(), "one that is there may be moved");
    }

    @Test
    void saysOfAVersionWhatSomebodySaidLast() {
        VersionRef second = new VersionRef(model, 2);
        assertEquals(Optional.of(VersionNotes.NONE), registry.findNotes(second));
        patch(2, "{\"description\": \"soft light\", \"tags\": {\"season\": \"winter\", \"eyes\": \"best\"}}");
        VersionNotes after = patch(2, "{\"tags\": {\"eyes\": null, \"for\": \"cards\"}}");
        assertEquals(new VersionNotes(List.of(), "soft light", Map.of("season", "winter", "for", "cards")), after);
        assertEquals(Optional.of(after), registry.findNotes(second));
        assertEquals(Map.of(2, after), registry.findModel(model).orElseThrow().notes());
        assertEquals(VersionNotes.NONE, patch(2, "{\"description\": null, \"tags\": null}"));
        assertEquals(Map.of(), registry.findModel(model).orElseThrow().notes());
        assertEquals(
                Optional.empty(), registry.changeNotes(new VersionRef(model, 9), notes("{\"description\": \"none\"}")));
        String path = "/v1/models/" + model + "/versions/2";
        assertProblem(
                400, "tags.eyes: expected a text, or null", caller.send("PATCH", path, "{\"tags\": {\"eyes\": 7}}"));
        assertProblem(400, "body: expected", caller.send("PATCH", path, "{}"));
    }

    @Test
    void findsVersionsByAllThatIsAskedFor() {
        patch(1, "{\"description\": \"100% soft_light\", \"tags\": {\"season\": \"winter\", \"eyes\": \"best\"}}");
        patch(2, "{\"tags\": {\"season\": \"winter\"}}");
        put(WINTER, 3, null, "ada");
        assertEquals(List.of(3, 2, 1), found(List.of(), null, null));
        assertEquals(List.of(2, 1), found(List.of("season:winter"), null, null));
        assertEquals(List.of(1), found(List.of("season:winter", "eyes:best"), null, null));
        assertEquals(List.of(), found(List.of("season:spring"), null, null));
        assertEquals(List.of(3, 2, 1), found(List.of(), "WINTER", null), "an alias and two tags");
        assertEquals(List.of(1), found(List.of(), "0% Soft_", null), "to the letter");
        assertEquals(List.of(), found(List.of(), "s%t", null), "no pattern");
        assertEquals(List.of(3), found(List.of(), null, "winter"));
        assertEquals(List.of(), found(List.of("season:winter"), null, "winter"));
        assertEquals(
                List.of(3),
                registry.findVersions(model, VersionFilter.of(List.of(), null, null, 1)).orElseThrow().stream()
                        .map(found -> found.version().version())
                        .toList());
        NotedVersion noted = registry.findVersions(model, VersionFilter.of(List.of("eyes:best"), null, null, 50))
                .orElseThrow()
                .getFirst();
        assertEquals(registry.findVersion(new VersionRef(model, 1)).orElseThrow(), noted.version());
        assertEquals(Map.of("season", "winter", "eyes", "best"), noted.notes().tags());
        assertEquals(
                Optional.empty(),
                registry.findVersions(
                        new ModelName("none-" + UUID.randomUUID()), VersionFilter.of(List.of(), null, null, 50)));
        assertProblem(
                400,
                "tag: expected a key, ':' and a value, such as season:winter, found 'winter'",
                caller.get("/v1/models/" + model + "/versions?tag=winter"));
    }

    private List<Integer> found(List<String> tags, @Nullable String text, @Nullable String alias) {
        return registry.findVersions(model, VersionFilter.of(tags, text, alias, 50)).orElseThrow().stream()
                .map(found -> found.version().version())
                .toList();
    }

    private ModelAlias put(AliasName alias, int version, @Nullable Long revision, @Nullable String by) {
        return change(alias, version, revision, by);
    }

    private ModelAlias change(
            AliasName alias, @Nullable Integer version, @Nullable Long revision, @Nullable String by) {
        return registry.changeAlias(model, alias, new ChangeAlias(version, revision, by, "softer light"))
                .orElseThrow();
    }

    private VersionNotes patch(int version, String json) {
        return registry.changeNotes(new VersionRef(model, version), notes(json)).orElseThrow();
    }

    private static ChangeNotes notes(String json) {
        return Json.decode(json.getBytes(UTF_8), ChangeNotes.class);
    }

    private static void assertProblem(int status, String detail, Answer answer) {
        assertEquals(status, answer.status());
        assertTrue(answer.json().path("detail").asText().startsWith(detail), answer.json()::toString);
    }

    private static void assertRefused(ErrorCode code, String detail, Executable attempt) {
        LikenessException refusal = assertThrows(LikenessException.class, attempt);
        assertEquals(code, refusal.code());
        assertTrue(String.valueOf(refusal.getMessage()).contains(detail), refusal::toString);
    }
}
