package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.event.Topic;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.model.AliasChange;
import io.likeness.contracts.model.ModelAlias;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.NotedVersion;
import io.likeness.contracts.model.VersionComparison;
import io.likeness.contracts.model.VersionLineage;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionOrigin;
import io.likeness.contracts.model.VersionRef;
import io.likeness.gateway.Caller.Answer;
import io.likeness.testkit.LikenessPlatformResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people call versions at the door, and faces that are asked for by such a name. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class NamingComponentTest extends GatewayScenario {
    private static final VersionNotes NOTES =
            new VersionNotes(List.of("winter"), "soft light", Map.of("season", "winter"));

    @SuppressWarnings("NullAway.Init")
    private ModelVersion first;

    @SuppressWarnings("NullAway.Init")
    private ModelVersion second;

    private String model = "";

    @BeforeEach
    void registerTwo() {
        model = "/v1/models/" + name;
        first = Loop.version(store, name);
        second = Loop.trainedVersion(store, name, 2, name + "-next", "b".repeat(64), null);
        registry.add(second);
        Loop.promote(registry, first);
        registry.answers(
                model,
                new ModelHistory(
                        name, first, List.of(second, first), List.of(), List.of(), List.of(), Map.of(2, NOTES)));
        names(2);
    }

    @Test
    void anAliasIsResolvedWhenTheRequestIsAcceptedAndNotAgain() {
        String request = "{\"model\": \"%s\", \"alias\": \"winter\"}".formatted(name);
        String key = UUID.randomUUID().toString();
        Answer accepted = gateway.post("/v1/generations", request, "Idempotency-Key", key);
        assertEquals(202, accepted.status(), accepted::toString);
        GenerateFaces command = (GenerateFaces) Loop.commands(Topic.GENERATION_COMMAND, accepted.text("id"), 1)
                .getFirst()
                .payload();
        assertEquals(2, command.version());
        assertFalse(command.replaceable(), "it was asked for");
        names(1);
        Answer again = gateway.post("/v1/generations", request, "Idempotency-Key", key);
        assertEquals(accepted.text("id"), again.text("id"), again::toString);
        assertEquals(2, again.json().path("version").asInt());
        names(null);
        assertEquals(
                accepted.text("id"),
                gateway.post("/v1/generations", request, "Idempotency-Key", key).text("id"),
                "though it names nothing any more");
        names(1);
        Answer other = gateway.post("/v1/generations", request);
        assertEquals(1, other.json().path("version").asInt(), other::toString);
    }

    @Test
    void anAliasThatNamesNothingIsRefusedWithThoseThatDo() {
        String expected = "alias: expected one of [winter] of %s, found '%s'";
        assertRefused(404, expected.formatted(name, "summer"), generation("\"model\": \"%s\", \"alias\": \"summer\""));
        names(null);
        assertRefused(404, expected.formatted(name, "winter"), generation("\"model\": \"%s\", \"alias\": \"winter\""));
        assertRefused(
                404,
                "model: expected one that is registered, found none-" + name,
                generation("\"model\": \"none-%s\", \"alias\": \"winter\""));
        assertRefused(
                400,
                "alias: expected none beside a version",
                generation("\"model\": \"%s\", \"alias\": \"winter\", \"version\": 1"));
        assertRefused(400, "alias: expected the name of its model", generation("\"alias\": \"winter\""));
        assertRefused(
                400, "alias: expected none of the reserved", generation("\"model\": \"%s\", \"alias\": \"champion\""));
        registry.setAway(true);
        Answer away = generation("\"model\": \"%s\", \"alias\": \"winter\"");
        registry.setAway(false);
        assertEquals(503, away.status(), away::toString);
        assertEquals("REGISTRY_UNAVAILABLE", away.text("code"));
    }

    @Test
    void namesVersionsInTheWordsOfWhoeverAsks() {
        String alias = model + "/aliases/winter";
        assertEquals(1, gateway.get(alias).json().path("changes").size());
        Answer moved = gateway.send("PUT", alias, "application/json", """
                {"version": 1, "reason": "softer light", "by": "ada", "revision": 1}""");
        assertEquals(200, moved.status(), moved::toString);
        assertEquals(
                "PUT " + alias + " {\"version\":1,\"revision\":1,\"by\":\"ada\",\"reason\":\"softer light\"}",
                registry.told().getLast());
        assertEquals(
                200,
                gateway.delete(alias + "?reason=it%20is%20spring&revision=2").status());
        assertEquals(
                "DELETE " + alias + "?reason=it%20is%20spring&revision=2",
                registry.told().getLast());
        List<String> before = registry.told();
        assertRefused(400, "version: expected", put(alias, "{\"reason\": \"softer\"}"));
        assertRefused(400, "reason: expected", put(alias, "{\"version\": 1}"));
        assertRefused(
                400, "by: expected none of", put(alias, "{\"version\": 1, \"reason\": \"a\", \"by\": \"registry\"}"));
        assertRefused(
                404,
                "model: expected one that is registered, found " + name + "/9",
                put(alias, "{\"version\": 9, \"reason\": \"softer\"}"));
        assertRefused(
                400,
                "alias: expected none of the reserved",
                put(model + "/aliases/latest", "{\"version\": 1, \"reason\": \"softer\"}"));
        assertRefused(400, "reason: expected", gateway.delete(alias));
        assertRefused(400, "revision: expected an integer", gateway.delete(alias + "?reason=a&revision=b"));
        assertEquals(before, registry.told(), "none was asked of the registry");
        assertRefused(404, "alias: expected one of [winter]", gateway.get(model + "/aliases/summer"));
    }

    private Answer put(String path, String body) {
        return gateway.send("PUT", path, "application/json", body);
    }

    @Test
    void showsWhatIsSaidOfAVersionWithIt() {
        registry.answers(model + "/versions/2/notes", NOTES);
        Answer version = gateway.get(model + "/versions/2");
        assertEquals("soft light", version.text("description"), version::toString);
        assertEquals("winter", version.json().at("/tags/season").asText());
        assertEquals("winter", version.json().at("/aliases/0").asText());
        JsonNode shown = gateway.get(model).json();
        assertEquals(2, shown.at("/aliases/winter").asInt(), shown::toString);
        assertEquals("soft light", shown.at("/versions/0/description").asText());
        assertFalse(shown.at("/versions/1").has("aliases"), shown::toString);
    }

    @Test
    void describesAVersion() {
        String path = model + "/versions/2";
        registry.answers(path, second);
        assertEquals(200, gateway.get(path + "/artifacts/manifest.json").status());
        Answer refused = patch(path, "{\"tags\": {\"season\": 7}}");
        assertRefused(400, "tags.season: expected a text, or null, found 7", refused);
        assertRefused(400, "body: expected", patch(path, "{}"));
        assertRefused(
                400, "tags.season: expected a text without", patch(path, "{\"tags\": {\"season\": \"\\u0000\"}}"));
        assertRefused(404, "model: expected", patch(model + "/versions/9", "{\"description\": \"none\"}"));
        registry.answers(path, NOTES);
        Answer said = patch(path, "{\"description\": null, \"tags\": {\"season\": \"winter\", \"draft\": null}}");
        assertEquals(200, said.status(), said::toString);
        assertEquals("winter", said.json().at("/tags/season").asText());
        assertEquals(
                "PATCH " + path + " {\"description\":null,\"tags\":{\"season\":\"winter\",\"draft\":null}}",
                registry.told().getLast(),
                "with what is to be removed");
    }

    private Answer patch(String path, String body) {
        return gateway.send("PATCH", path, "application/json", body);
    }

    @Test
    void looksForVersions() {
        String path = model + "/versions";
        registry.answers(path, List.of(new NotedVersion(first, VersionNotes.NONE), new NotedVersion(second, NOTES)));
        JsonNode found = gateway.get(path + "?tag=season:winter&tag=eyes:best&text=soft%20light&alias=winter&limit=7")
                .json();
        assertEquals(
                "GET " + path + "?limit=7&tag=eyes%3Abest&tag=season%3Awinter&text=soft%20light&alias=winter",
                registry.told().getLast());
        assertTrue(found.at("/0/champion").asBoolean(), found::toString);
        assertFalse(found.at("/1/champion").asBoolean(true), found::toString);
        assertEquals("soft light", found.at("/1/description").asText());
        assertRefused(400, "tag: expected a key, ':' and a value", gateway.get(path + "?tag=winter"));
        assertRefused(400, "tag: expected one value of a", gateway.get(path + "?tag=a:b&tag=a:c"));
        assertRefused(400, "text: expected", gateway.get(path + "?text=%20"));
        assertRefused(400, "limit: expected an integer, found 'all'", gateway.get(path + "?limit=all"));
        assertRefused(400, "limit: expected 1 to 200", gateway.get(path + "?limit=201"));
        assertRefused(404, "model: expected", gateway.get("/v1/models/none-" + name + "/versions"));
    }

    @Test
    void tellsWhereVersionsComeFromAndHowTheyDiffer() {
        VersionOrigin origin = VersionOrigin.ofDeleted(VersionRef.of(name, 2), "training");
        registry.answers(model + "/versions/2/lineage", new VersionLineage(origin, List.of(origin)));
        assertEquals(
                "training",
                gateway.get(model + "/versions/2/lineage")
                        .json()
                        .at("/ancestors/0/trainingId")
                        .asText());
        assertRefused(404, "model: expected", gateway.get(model + "/versions/9/lineage"));
        String comparison = model + "/versions/2/comparison";
        registry.answers(
                comparison,
                new VersionComparison(
                        name,
                        2,
                        1,
                        Map.of("cost", new VersionComparison.Numbers(2.0, 1.5, 0.5)),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        new VersionComparison.Labels(List.of(), Map.of()),
                        List.of()));
        assertEquals(
                0.5,
                gateway.get(comparison + "?with=1")
                        .json()
                        .at("/metrics/cost/difference")
                        .asDouble());
        assertEquals("GET " + comparison + "?with=1", registry.told().getLast());
        assertRefused(400, "with: expected a text", gateway.get(comparison));
        assertRefused(400, "with: expected an integer", gateway.get(comparison + "?with=one"));
        assertRefused(404, "model: expected", gateway.get(comparison + "?with=9"));
    }

    private void names(@Nullable Integer version) {
        registry.answers(
                model + "/aliases/winter",
                new ModelAlias(
                        name,
                        "winter",
                        1,
                        version,
                        List.of(new AliasChange(1, version, null, "ada", "softer light", Instant.EPOCH))));
    }

    private Answer generation(String fields) {
        return gateway.post("/v1/generations", "{" + fields.formatted(name) + "}");
    }

    private static void assertRefused(int status, String detail, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertTrue(answer.text("detail").startsWith(detail), answer::toString);
        assertNull(answer.json().get("id"), answer::toString);
    }
}
